'use strict';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Makes an element; what is text stays text, so nothing of the document is ever taken for markup. */
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function typeOf(schema) {
  if (!schema) return '';
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    const link = element('a', '', name);
    link.href = '#schema-' + name;
    return link;
  }
  if (schema.allOf) return typeOf(schema.allOf[0]);
  if (schema.type === 'array') return element('span', '', 'list of ', typeOf(schema.items));
  let text = schema.format ? schema.type + ' (' + schema.format + ')' : schema.type || 'any';
  if (schema.enum) text += ': ' + schema.enum.join(', ');
  if (schema.minimum !== undefined) text += ', at least ' + schema.minimum;
  if (schema.maximum !== undefined) text += ', at most ' + schema.maximum;
  if (schema.default !== undefined) text += ', default ' + schema.default;
  return text;
}

function table(head, rows) {
  const made = element('table', '', element('tr', '', ...head.map(text => element('th', '', text))));
  rows.forEach(row => made.append(element('tr', '', ...row.map(cell => element('td', '', cell)))));
  return made;
}

function contentRows(content) {
  return Object.entries(content || {}).map(([media, value]) => element('div', '', element('code', '', media), ' ', typeOf(value.schema)));
}

function access(operation) {
  if (!operation.security || operation.security.length === 0) return 'No credentials needed.';
  const ways = operation.security.flatMap(way => Object.keys(way)).join(' or ');
  return 'Credentials: ' + ways + '. Roles: ' + (operation['x-roles'] || []).join(', ') + '.';
}

function showOperation(base, path, method, operation) {
  const made = element('details', '',
    element('summary', '', element('span', 'verb ' + method, method.toUpperCase()), element('span', 'path', base + path), operation.summary || ''));
  made.dataset.text = (method + ' ' + path + ' ' + operation.operationId + ' ' + operation.summary).toLowerCase();
  if (operation.description) made.append(element('p', '', operation.description));
  made.append(element('p', 'note', access(operation)));
  if (operation.parameters) {
    made.append(table(['Parameter', 'In', 'Type', ''], operation.parameters.map(parameter =>
      [element('code', '', parameter.name + (parameter.required ? ' *' : '')), parameter.in, typeOf(parameter.schema), parameter.description || ''])));
  }
  if (operation.requestBody) made.append(element('p', '', element('b', '', 'Body'), ...contentRows(operation.requestBody.content)));
  made.append(table(['Status', 'Body', ''], Object.entries(operation.responses).map(([status, response]) =>
    [status, element('div', '', ...contentRows(response.content)), response.description])));
  return made;
}

function showSchema(name, schema) {
  const made = element('details', '', element('summary', '', element('code', '', name)));
  made.id = 'schema-' + name;
  const required = schema.required || [];
  made.append(table(['Key', 'Type', ''], Object.entries(schema.properties || {}).map(([key, value]) =>
    [element('code', '', key + (required.includes(key) ? ' *' : '')), typeOf(value), value.description || ''])));
  return made;
}

function show(api) {
  const base = api.servers[0].url;
  document.getElementById('about').textContent = api.info.description + ' Version ' + api.info.version + '.';
  const operations = document.getElementById('operations');
  for (const tag of api.tags) {
    operations.append(element('h2', '', tag.name), element('p', 'note', tag.description));
    for (const [path, item] of Object.entries(api.paths)) {
      METHODS.filter(method => item[method] && item[method].tags.includes(tag.name))
        .forEach(method => operations.append(showOperation(base, path, method, item[method])));
    }
  }
  const schemas = document.getElementById('schemas');
  Object.entries(api.components.schemas).forEach(([name, schema]) => schemas.append(showSchema(name, schema)));
  addEventListener('hashchange', openTarget);
  openTarget();
}

function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
}

document.getElementById('find').addEventListener('input', event => {
  const wanted = event.target.value.toLowerCase();
  document.querySelectorAll('#operations details').forEach(details => { details.hidden = !details.dataset.text.includes(wanted); });
});

fetch('/api-docs/openapi.json')
  .then(response => response.json())
  .then(show)
  .catch(problem => { document.getElementById('about').textContent = 'The document cannot be read: ' + problem.message; });
