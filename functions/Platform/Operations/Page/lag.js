// How far read models are behind: over time, and now.
const lagBound = 1;

const lagChart = lineChart();

const seconds = value => value === null || value === undefined ? "not known" : `${number.format(value)} s`;

const readModels = liveTable("Read models: how far behind each is now", [
  { name: "Read model", field: "name", text: item => item.name },
  { name: "Behind", field: "lagSeconds", isNumber: true, text: item => seconds(item.lagSeconds) },
  { name: "Changes to fold", field: "pending", isNumber: true, text: item => item.pending === null ? "not known" : number.format(item.pending) },
  { name: "Complete until", field: "asOf", isNumber: true, text: item => item.asOf ? clock(item.asOf) : "not known" },
  { name: "Version", field: "version", isNumber: true, text: item => `${item.version}${item.isRebuilding ? ", rebuilding" : ""}` },
], item => item.name, "The app declares no read model.");

const lagTable = element("tbody");
const lagHead = element("tr");
let lagTold;

const followersOf = told => [...told.readModels, ...told.reactions];

const slotTimes = told => {
  const slot = told.slotSeconds * 1000;
  const last = Math.floor(new Date(told.at) / slot) * slot;
  const count = followersOf(told)[0]?.lags.length ?? 0;
  return Array.from({ length: count }, (_, i) => clock(last - (count - 1 - i) * slot).slice(0, 5 + 3 * (slot < 60000)));
};

const showLag = told => {
  write(byId("lag-slot"), String(told.slotSeconds));
  const at = slotTimes(told);
  const followers = followersOf(told);
  const worst = Math.max(...followers.flatMap(one => one.lags.map(lag => lag ?? 0)), 0);
  lagChart.show({
    label: `Lag of ${followers.length} read models and reactions over the last ${Math.round(told.windowSeconds / 60)} minutes; the longest was ${seconds(worst)}. The table below holds every value. Arrow keys read the chart.`,
    unit: " s",
    at,
    bound: { value: lagBound, name: `bound ${lagBound} s` },
    series: followers.map(one => ({ name: one.name, values: one.lags, now: one.lagSeconds === undefined ? null : one.lagSeconds === null ? null : seconds(one.lagSeconds) })),
  });
  readModels.show(told.readModels);
  lagTold = { at, followers };
  if (byId("lag-values").open) showLagValues();
};

// Only while somebody looks: it is long.
const showLagValues = () => {
  if (!lagTold) return;
  lagHead.replaceChildren(element("th", { scope: "col" }, "Time"), ...lagTold.followers.map(one => element("th", { scope: "col", class: "number" }, one.name)));
  const some = lagTold.at.map((time, i) => ({ time, values: lagTold.followers.map(one => one.lags[i]) })).filter(row => row.values.some(value => value !== null)).reverse();
  lagTable.replaceChildren(...some.map(row => element("tr", {}, element("th", { scope: "row" }, row.time), row.values.map(value => element("td", { class: "number" }, value === null ? "–" : seconds(value))))));
};

const startLag = () => {
  const values = element("details", { id: "lag-values" }, element("summary", {}, "Every value as a table"),
    element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Lag over time" }, element("table", { class: "values" }, element("caption", { class: "hidden" }, "Lag over time, the latest first"), element("thead", {}, lagHead), lagTable)));
  values.addEventListener("toggle", showLagValues);
  byId("lag").append(lagChart.element, values, readModels.element);
};
