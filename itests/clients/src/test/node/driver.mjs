// Drives MQTT.js for the tests: reads one command a line from standard input, answers {call, result} or {call, error, code}, and
// reports {client, message} and {client, closed} as they come. Payloads and correlation data travel as Base64.
import readline from 'node:readline';
import mqtt from 'mqtt';

const clients = new Map();
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const base64 = (buffer) => buffer && Buffer.from(buffer).toString('base64');
const bytes = (text) => text && Buffer.from(text, 'base64');
const withBytes = (properties) =>
  properties && { ...properties, correlationData: bytes(properties.correlationData) };

function connect({ client, url, options, answer, fail }) {
  const will = options.will && {
    ...options.will,
    payload: bytes(options.will.payload),
    properties: withBytes(options.will.properties),
  };
  const connection = mqtt.connect(url, { ...options, will, reconnectPeriod: 0, resubscribe: false });
  clients.set(client, connection);
  let reasonCode = -1;
  // The callback of publish() is given the message and not its acknowledgement.
  connection.reasonCodes = new Map();
  connection.on('packetreceive', ({ cmd, messageId, reasonCode: code }) => {
    if (cmd === 'puback' || cmd === 'pubrec') {
      connection.reasonCodes.set(messageId, code ?? 0);
    }
  });
  connection.on('connect', (packet) => answer({ sessionPresent: packet.sessionPresent }));
  connection.on('error', fail);
  connection.on('disconnect', (packet) => (reasonCode = packet.reasonCode));
  connection.on('close', () => say({ client, closed: reasonCode }));
  connection.on('message', (topic, payload, { qos, retain, properties = {} }) =>
    say({
      client,
      message: {
        topic,
        payload: base64(payload),
        qos,
        retain,
        properties: { ...properties, correlationData: base64(properties.correlationData) },
      },
    }),
  );
}

const commands = {
  connect,
  subscribe({ connection, filter, qos, properties, answer, fail }) {
    connection.subscribe(filter, { qos, properties }, (error, _, packet) =>
      error ? fail({ code: packet?.granted[0], message: error.message }) : answer({ code: packet.granted[0] }),
    );
  },
  unsubscribe({ connection, filter, answer, fail }) {
    connection.unsubscribe(filter, (error) => (error ? fail(error) : answer({})));
  },
  publish({ connection, topic, payload, qos, retain, properties, answer, fail }) {
    const options = { qos, retain, properties: withBytes(properties) };
    connection.publish(topic, bytes(payload), options, (error, packet) =>
      error ? fail(error) : answer({ code: connection.reasonCodes.get(packet?.messageId) ?? 0 }),
    );
  },
  disconnect({ connection, answer }) {
    connection.end(false, {}, () => answer({}));
  },
  close({ client, connection, answer }) {
    clients.delete(client);
    connection.end(false, {}, () => answer({}));
  },
};

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const command = JSON.parse(line);
  const { call, client, op } = command;
  const answer = (result) => say({ call, result });
  const fail = (error) => say({ call, error: error.message, code: error.code });
  commands[op]({ ...command, connection: clients.get(client), answer, fail });
}).on('close', () => process.exit(0));
