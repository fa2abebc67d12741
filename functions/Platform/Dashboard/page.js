// How a programme goes, as its dashboard tells it.
const applicationBars = bars("Applications by status");
const learnerBars = bars("Learners by standing");
const certificateBars = bars("Certificates by standing");
const riskBars = bars("Learners at risk by reason");

const entries = counts => Object.entries(counts).map(([key, value]) => ({ key, name: words(key), value, style: key }));

const total = counts => Object.values(counts).reduce((sum, value) => sum + value, 0);

const passRate = () => {
  const [value, drawn] = [element("span", { "data-field": "passRate" }), bar()];
  return { element: element("span", { class: "rate" }, value, drawn.element), show: task => {
    write(value, task.passed + task.failed ? percent(task.passRate) : "–");
    drawn.show(task.passRate);
  } };
};

const counted = (name, field) => ({ name, field, isNumber: true, text: item => number.format(item[field]) });

const tasks = liveTable("Tasks and their results", [
  { name: "Task", field: "title", text: task => task.title ?? task.taskId },
  { name: "Due", field: "due", text: task => task.due ?? "–" },
  counted("Handed in", "handedIn"), counted("Waiting", "submitted"), counted("Returned", "returned"), counted("Passed", "passed"), counted("Failed", "failed"), counted("Late", "late"),
  { name: "Passed of decided", isNumber: true, isWide: true, make: passRate },
], task => task.taskId, "The programme has no tasks.");

const learnersAtRisk = liveTable("Learners at risk", [
  { name: "Person", field: "personId", text: one => one.personId },
  { name: "Why", field: "risks", isWide: true, text: one => one.risks.map(words).join(", ") },
  { name: "Attended", field: "attended", isNumber: true, text: one => `${one.attended} of ${one.sessions}` },
  counted("Failed tasks", "failedTasks"),
], one => one.personId, "Nobody is at risk.");

const moreAtRisk = element("p", { class: "hint" });

const lagOf = lag => {
  const [, days, hours, minutes, rest] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(lag) ?? [];
  return ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60 + Number(rest ?? 0);
};

const showRisk = async told => {
  write(byId("rule"), told.atRisk.rule);
  riskBars.show(entries(told.atRisk.reasons).map(one => ({ ...one, style: "risk" })), told.learners.active);
  const { body, problem } = told.atRisk.count > 0 ? await ask("dashboard/at-risk?pageSize=50") : { body: { items: [], continuation: null } };
  learnersAtRisk.element.hidden = Boolean(problem);
  if (body) learnersAtRisk.show(body.items);
  write(moreAtRisk, problem ?? (body.continuation ? `The first ${body.items.length} of ${number.format(told.atRisk.count)}.` : ""));
};

const tilesOf = told => [
  { id: "learners", label: "Active learners", value: number.format(told.learners.active), more: `${number.format(told.learners.completed)} completed, ${number.format(told.learners.dropped)} dropped` },
  { id: "applications", label: "Applications", value: number.format(total(told.applications)), more: `${number.format(told.applications.accepted)} accepted` },
  { id: "attendance", label: "Attendance", value: attendanceRate(told), more: "of all who were not excused" },
  { id: "tasks", label: "Tasks handed in", value: number.format(told.tasks.reduce((sum, task) => sum + task.handedIn, 0)), more: `${number.format(told.tasks.reduce((sum, task) => sum + task.submitted, 0))} wait for a review` },
  { id: "risk", label: "At risk", value: number.format(told.atRisk.count), more: told.atRisk.count ? "▲ may not complete" : "nobody", wrong: told.atRisk.count > 0 },
  { id: "learners", key: "certificates", label: "Certificates", value: number.format(told.certificates.issued), more: told.certificates.revoked ? `${number.format(told.certificates.revoked)} revoked` : "none revoked" },
];

const attendanceRate = told => {
  const [came, all] = told.attendance.reduce(([c, a], week) => [c + week.present + week.late, a + week.present + week.late + week.absent], [0, 0]);
  return all ? percent(came / all) : "–";
};

const show = async told => {
  document.title = `${told.title} – Programme`;
  write(byId("title"), told.title);
  write(byId("status"), told.status);
  mark(byId("status"), "class", `badge ${told.status === "published" ? "good" : ""}`);
  write(byId("fresh"), told.asOf ? `Everything until ${clock(told.asOf)} is counted; that is ${number.format(lagOf(told.lag))} s behind.` : "How far this is behind is not known.");
  showTiles(tilesOf(told));
  applicationBars.show(entries(told.applications), total(told.applications));
  learnerBars.show(entries(told.learners), total(told.learners));
  certificateBars.show(entries(told.certificates), total(told.certificates));
  showAttendance(told.attendance);
  tasks.show(told.tasks);
  await showRisk(told);
  return new Date().toISOString();
};

byId("applications").append(applicationBars.element);
byId("learners").append(learnerBars.element, element("h3", {}, "Certificates"), certificateBars.element);
byId("tasks").append(tasks.element);
byId("risk").append(riskBars.element, element("h3", {}, "Who"), learnersAtRisk.element, moreAtRisk);
startAttendance();
startLive({ path: "dashboard", roles: ["staff"], seconds: 5, show });
