// Charts by hand: lines and marks of SVG, made anew for the width that there is.
const svg = (tag, properties = {}, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value);
  made.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== false));
  return made;
};

const round = value => Math.round(value * 100) / 100;

// Round numbers that divide what there is into about so many steps.
const ticksTo = (most, wanted) => {
  const rough = most / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map(one => one * power).find(one => one >= rough);
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(6)));
};

// Told apart by colour, by the line, and by the mark; and by name in the legend.
const marks = [
  (x, y) => svg("circle", { cx: x, cy: y, r: 2.6 }),
  (x, y) => svg("rect", { x: x - 2.4, y: y - 2.4, width: 4.8, height: 4.8 }),
  (x, y) => svg("path", { d: `M${x} ${y - 3.2}l3.2 5.6h-6.4z` }),
  (x, y) => svg("path", { d: `M${x} ${y - 3.4}l3.4 3.4l-3.4 3.4l-3.4 -3.4z` }),
];

const styleOf = i => `series s${i % 6} d${Math.floor(i / 6) % 3}`;

const legend = series => element("ul", { class: "legend" }, series.map((one, i) => element("li", {},
  svg("svg", { class: styleOf(i), width: 26, height: 12, "aria-hidden": "true" }, svg("path", { class: "line", d: "M1 6H25" }), marks[i % marks.length](13, 6)),
  element("span", {}, one.name), one.now && element("strong", {}, one.now))));

// chart: { label, unit, at: [text of each place on the x axis], series: [{ name, now, values }], bound: { value, name } }
const lineChart = () => {
  const drawing = element("div", { class: "drawing", tabindex: "0", role: "img" });
  const told = element("div", { class: "told", "aria-hidden": "true", hidden: true });
  // What the keyboard chooses is said, too.
  const said = element("p", { class: "hidden", role: "status" });
  const names = element("div");
  const host = element("div", { class: "chart" }, names, element("div", { class: "plot" }, drawing, told, said));
  const box = { height: 240, left: 46, right: 30, top: 12, bottom: 26 };
  let chart;
  let chosen;

  const draw = () => {
    const width = drawing.clientWidth;
    if (!chart || !width) return;
    const count = chart.at.length;
    const most = Math.max(chart.bound?.value ?? 0, ...chart.series.flatMap(one => one.values.map(value => value ?? 0)), 1e-3);
    const ticks = ticksTo(most * 1.05, 4);
    const x = i => round(box.left + (count < 2 ? 0.5 : i / (count - 1)) * (width - box.left - box.right));
    const y = value => round(box.height - box.bottom - value / ticks.at(-1) * (box.height - box.bottom - box.top));
    const every = Math.max(1, Math.ceil(count / Math.max(2, Math.floor((width - box.left) / 84))));
    const line = values => values.map((value, i) => value === null || value === undefined ? "" : `${i > 0 && values[i - 1] !== null && values[i - 1] !== undefined ? "L" : "M"}${x(i)} ${y(value)}`).join("");
    drawing.replaceChildren(svg("svg", { width, height: box.height, "aria-hidden": "true" },
      ticks.map(tick => [svg("path", { class: "grid", d: `M${box.left} ${y(tick)}H${width - box.right}` }), svg("text", { x: box.left - 8, y: y(tick) + 4, "text-anchor": "end" }, `${tick}${chart.unit}`)]),
      chart.at.map((text, i) => (count - 1 - i) % every === 0 && x(i) > box.left + 10 && svg("text", { x: x(i), y: box.height - 6, "text-anchor": "middle" }, text)),
      chart.bound && [
        svg("path", { class: "bound", d: `M${box.left} ${y(chart.bound.value)}H${width - box.right}` }),
        svg("text", { class: "bound", x: box.left + 6, y: y(chart.bound.value) - 5 }, chart.bound.name),
      ],
      chart.series.map((one, i) => svg("g", { class: styleOf(i) }, svg("path", { class: "line", d: line(one.values) }), one.values.map((value, at) => value !== null && value !== undefined && marks[i % marks.length](x(at), y(value))))),
      chosen !== undefined && svg("path", { class: "cursor", d: `M${x(chosen)} ${box.top}V${box.height - box.bottom}` })));
    tell(width, x);
  };

  const tell = (width, x) => {
    told.hidden = chosen === undefined;
    if (told.hidden) return;
    told.replaceChildren(element("strong", {}, chart.at[chosen]), ...chart.series.map(one => element("div", {}, element("span", {}, one.name), " ", one.values[chosen] === null ? "–" : `${number.format(one.values[chosen])}${chart.unit}`)));
    told.style.left = `${Math.max(0, Math.min(width - told.offsetWidth, x(chosen) + 10))}px`;
  };

  const choose = i => {
    chosen = i;
    draw();
  };
  drawing.addEventListener("pointermove", moved => {
    const width = drawing.clientWidth - box.left - box.right;
    const at = (moved.clientX - drawing.getBoundingClientRect().left - box.left) / width;
    choose(Math.max(0, Math.min(chart.at.length - 1, Math.round(at * (chart.at.length - 1)))));
  });
  drawing.addEventListener("pointerleave", () => choose(undefined));
  drawing.addEventListener("blur", () => choose(undefined));
  drawing.addEventListener("keydown", pressed => {
    const last = chart.at.length - 1;
    const to = { ArrowLeft: (chosen ?? last + 1) - 1, ArrowRight: (chosen ?? last - 1) + 1, Home: 0, End: last }[pressed.key];
    if (pressed.key === "Escape") choose(undefined);
    if (to === undefined) return;
    pressed.preventDefault();
    choose(Math.max(0, Math.min(last, to)));
    write(said, [...told.children].map(one => one.textContent).join(", "));
  });
  new ResizeObserver(draw).observe(drawing);
  return {
    element: host,
    show: shown => {
      chart = shown;
      if (chosen >= chart.at.length) chosen = undefined;
      mark(drawing, "aria-label", chart.label);
      names.replaceChildren(legend(chart.series));
      draw();
    },
  };
};

// A part of a whole, as long as it is large.
const bar = (className = "") => {
  const filled = element("span", { class: "filled" });
  return { element: element("span", { class: `bar ${className}`, "aria-hidden": "true" }, filled), show: share => { filled.style.width = `${round(100 * Math.max(0, Math.min(1, share || 0)))}%`; } };
};

// { name: number } as bars of one length's parts, in the order that is told. numbers: [{ name, value, style }]
const bars = label => {
  const list = element("ul", { class: "bars", "aria-label": label });
  // Rows outlive the figures that they were made for.
  let whole;
  const made = one => {
    const [name, value, share] = ["name", "value", "share"].map(part => element("span", { class: part }));
    const drawn = bar(one.style);
    return { element: element("li", { "data-bar": one.key ?? one.name }, name, drawn.element, value, share), show: shown => {
      write(name, shown.name);
      write(value, number.format(shown.value));
      write(share, whole ? `${Math.round(100 * shown.value / whole)} %` : "");
      drawn.show(whole ? shown.value / whole : 0);
    } };
  };
  return { element: list, show: (numbers, all) => {
    whole = all;
    reconcile(list, numbers, one => one.name, made);
  } };
};

const percent = share => `${number.format(round(100 * share))} %`;
