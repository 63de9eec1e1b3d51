"""Line charts as SVG, of the standard library alone: the same figures give the same bytes."""

import math
from html import escape

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 80, 210, 44, 52
COLOURS = ["#1f6feb", "#d1242f", "#1a7f37", "#9a6700", "#8250df", "#57606a"]


def short(value):
    """1500000 as 1.5 M."""
    for size, unit in ((1e9, " G"), (1e6, " M"), (1e3, " k")):
        if abs(value) >= size:
            return f"{value / size:.3g}{unit}"
    return f"{value:.3g}"


def nice_step(span):
    """A step of 1, 2 or 5 and zeros that gives about five lines."""
    raw = span / 5
    size = 10 ** math.floor(math.log10(raw))
    return next(step * size for step in (1, 2, 5, 10) if step * size >= raw)


class Axis:
    """From values to pixels."""

    def __init__(self, values, first, last, logarithmic):
        self.logarithmic, self.first, self.last = logarithmic, first, last
        if logarithmic:
            self.low = 10 ** math.floor(math.log10(min(values)) + 1e-9)
            self.high = 10 ** math.ceil(math.log10(max(values)) - 1e-9)
            if self.low == self.high:
                self.high *= 10
            decades = round(math.log10(self.high / self.low))
            self.ticks = [self.low * 10**i for i in range(decades + 1)]
        else:
            step = nice_step(max(values))
            self.low, self.high = 0, step * math.ceil(max(values) / step - 1e-9)
            self.ticks = [step * i for i in range(round(self.high / step) + 1)]

    def at(self, value):
        if self.logarithmic:
            share = math.log10(value / self.low) / math.log10(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.first + share * (self.last - self.first)


def text(x, y, content, anchor="middle", size=12, weight="normal", colour="#24292f"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" fill="{colour}">'
            f"{escape(content)}</text>")


def chart(title, x_label, y_label, series, logarithmic_y=False):
    """series: a list of (name, [(x, y), …]); x is logarithmic."""
    series = [(name, points) for name, points in series if points]
    across = Axis([x for _, points in series for x, _ in points], LEFT, WIDTH - RIGHT, True)
    up = Axis([y for _, points in series for _, y in points], HEIGHT - BOTTOM, TOP, logarithmic_y)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
           'font-family="system-ui, sans-serif" role="img">',
           f"<title>{escape(title)}</title>",
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
           text(LEFT, 24, title, "start", 15, "bold")]
    for tick in up.ticks:
        y = up.at(tick)
        out.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#d0d7de"/>')
        out.append(text(LEFT - 8, y + 4, short(tick), "end"))
    for tick in across.ticks:
        x = across.at(tick)
        out.append(f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}" stroke="#eaeef2"/>')
        out.append(text(x, HEIGHT - BOTTOM + 18, short(tick)))
    out.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, x_label))
    out.append(f'<g transform="rotate(-90 18 {(TOP + HEIGHT - BOTTOM) / 2})">'
               f"{text(18, (TOP + HEIGHT - BOTTOM) / 2, y_label)}</g>")
    for number, (name, points) in enumerate(series):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{across.at(x):.1f},{up.at(y):.1f}" for x, y in sorted(points))
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{across.at(x):.1f}" cy="{up.at(y):.1f}" r="3" fill="{colour}"/>' for x, y in sorted(points)]
        y = TOP + 12 + 22 * number
        out.append(f'<line x1="{WIDTH - RIGHT + 16}" y1="{y - 4}" x2="{WIDTH - RIGHT + 36}" y2="{y - 4}" stroke="{colour}" stroke-width="2"/>')
        out.append(text(WIDTH - RIGHT + 42, y, name, "start"))
    return "\n".join(out + ["</svg>", ""])
