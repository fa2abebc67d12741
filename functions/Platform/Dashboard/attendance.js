// Who came, week by week: a column of four parts, told apart by colour, by their order, and by the table below.
const kinds = ["present", "late", "absent", "excused"];

const attendanceDrawing = element("div", { class: "columns-chart", role: "img" });
const attendanceEmpty = element("p", { class: "empty" }, "No attendance has been recorded.");
const attendanceLegend = element("ul", { class: "legend" }, kinds.map(kind => element("li", {}, svg("svg", { width: 14, height: 14, "aria-hidden": "true" }, svg("rect", { class: kind, width: 14, height: 14, rx: 3 })), kind)));
let attendanceWeeks = [];

const attendanceTable = liveTable("Attendance by week", [
  { name: "Week", field: "week", text: week => week.week },
  ...kinds.map(kind => ({ name: words(kind).replace(/^./, first => first.toUpperCase()), field: kind, isNumber: true, text: week => number.format(week[kind]) })),
  { name: "Came", field: "rate", isNumber: true, text: week => percent(week.rate) },
], week => week.week, "No attendance has been recorded.");

const drawAttendance = () => {
  const [width, height, left, top, bottom] = [attendanceDrawing.clientWidth, 250, 40, 26, 26];
  if (!width || !attendanceWeeks.length) return;
  const totals = attendanceWeeks.map(week => kinds.reduce((sum, kind) => sum + week[kind], 0));
  const ticks = ticksTo(Math.max(...totals, 1), 4);
  const y = value => round(height - bottom - value / ticks.at(-1) * (height - bottom - top));
  const step = (width - left - 8) / attendanceWeeks.length;
  const thick = Math.min(46, step * 0.68);
  const every = Math.ceil(46 / step);
  attendanceDrawing.replaceChildren(svg("svg", { width, height, "aria-hidden": "true" },
    ticks.map(tick => [svg("path", { class: "grid", d: `M${left} ${y(tick)}H${width}` }), svg("text", { x: left - 8, y: y(tick) + 4, "text-anchor": "end" }, number.format(tick))]),
    attendanceWeeks.map((week, i) => {
      const middle = round(left + 4 + step * (i + 0.5));
      let below = 0;
      const parts = kinds.map(kind => {
        const part = svg("rect", { class: kind, x: round(middle - thick / 2), width: round(thick), y: y(below + week[kind]), height: round(y(below) - y(below + week[kind])) }, svg("title", {}, `${week.week}: ${week[kind]} ${kind}`));
        below += week[kind];
        return part;
      });
      return [parts, i % every === 0 && [
        svg("text", { x: middle, y: height - 7, "text-anchor": "middle" }, week.week.slice(5)),
        svg("text", { class: "rate", x: middle, y: y(below) - 7, "text-anchor": "middle" }, `${Math.round(100 * week.rate)}%`),
      ]];
    })));
};

const showAttendance = weeks => {
  attendanceWeeks = weeks;
  const isEmpty = weeks.length === 0;
  attendanceEmpty.hidden = !isEmpty;
  for (const part of [attendanceLegend, attendanceDrawing, byId("attendance-values")]) part.hidden = isEmpty;
  mark(attendanceDrawing, "aria-label", `Attendance in ${weeks.length} weeks; the table below holds every value.`);
  attendanceTable.show(weeks);
  drawAttendance();
};

const startAttendance = () => {
  byId("attendance").append(attendanceLegend, attendanceDrawing, attendanceEmpty, element("details", { id: "attendance-values" }, element("summary", {}, "Every value as a table"), attendanceTable.element));
  new ResizeObserver(drawAttendance).observe(attendanceDrawing);
};
