// Long work, and queues.
const statuses = { running: ["busy", "▶"], pending: ["", "…"], suspended: ["", "❚❚"], completed: ["good", "✓"], failed: ["bad", "✕"], terminated: ["bad", "■"] };

const statusBadge = () => {
  const badge = element("span", { class: "badge" });
  return { element: badge, show: one => {
    const [style, sign] = statuses[one.status] ?? ["", ""];
    mark(badge, "class", `badge ${style}`);
    write(badge, `${sign} ${one.status}`.trim());
  } };
};

const progressOf = () => {
  const part = element("progress", { max: "1" });
  const figures = element("span", { class: "figures" });
  return { element: element("span", { class: "progress" }, part, figures), show: one => {
    part.hidden = one.share === null;
    if (one.share !== null) part.value = one.share;
    mark(part, "aria-label", `${one.name}: ${Math.round(100 * (one.share ?? 0))} %`);
    reconcile(figures, one.progress, figure => figure.name, () => {
      const value = element("b");
      const name = element("span");
      return { element: element("span", {}, name, " ", value), show: figure => {
        write(name, words(figure.name));
        write(value, /^\d+$/.test(figure.value) ? number.format(figure.value) : figure.value);
      } };
    });
  } };
};

const orchestrationName = () => {
  const [what, which] = [element("span"), element("span", { class: "where" })];
  return { element: element("span", {}, what, which), show: one => {
    write(what, one.name);
    write(which, one.id);
  } };
};

const orchestrations = liveTable("Orchestrations, the latest change first", [
  { name: "Orchestration", field: "name", make: orchestrationName },
  { name: "Status", field: "status", make: statusBadge },
  { name: "Progress", field: "progress", isWide: true, make: progressOf },
  { name: "Started", field: "startedAt", isNumber: true, text: one => ago(one.startedAt, one.now) },
  { name: "Went on", field: "changedAt", isNumber: true, text: one => ago(one.changedAt, one.now) },
], one => one.id, "None is running, and none was in the last hour.");

const depthBar = () => {
  const drawn = bar();
  return { element: drawn.element, show: queue => drawn.show(queue.active / queue.limit) };
};

const depthBadge = () => {
  const badge = element("span", { class: "badge" });
  return { element: badge, show: queue => {
    mark(badge, "class", queue.isTooDeep || queue.deadLetters > 0 ? "badge bad" : "badge good");
    write(badge, queue.isTooDeep ? "▲ too deep" : queue.deadLetters > 0 ? "▲ dead letters" : "✓ fine");
  } };
};

const queues = liveTable("Queues and subscriptions: messages in each", [
  { name: "Queue", field: "name", text: queue => queue.name },
  { name: "Waiting", field: "active", isNumber: true, text: queue => number.format(queue.active) },
  { name: "of at most", field: "limit", isNumber: true, text: queue => number.format(queue.limit) },
  { name: "", isWide: true, make: depthBar },
  { name: "Scheduled", field: "scheduled", isNumber: true, text: queue => queue.scheduled === null ? "–" : number.format(queue.scheduled) },
  { name: "Dead", field: "deadLetters", isNumber: true, text: queue => number.format(queue.deadLetters) },
  { name: "State", make: depthBadge },
], queue => queue.name, "There is no queue.");

const queuesUnknown = element("p", { class: "empty", hidden: true }, "The namespace does not tell how deep its queues are.");

const showWork = told => {
  orchestrations.show(told.orchestrations.map(one => ({ ...one, now: told.at })));
  queues.element.hidden = told.queues === null;
  queuesUnknown.hidden = told.queues !== null;
  queues.show(told.queues ?? []);
};

const startWork = () => {
  byId("orchestrations").append(orchestrations.element);
  byId("queues").append(queues.element, queuesUnknown);
};
