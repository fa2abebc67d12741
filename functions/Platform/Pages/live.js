// Keeps what is shown as it is told, again and again, without taking anything away that somebody looks at or stands on.
const write = (place, text) => { if (place.textContent !== text) place.textContent = text; };

const mark = (place, name, value) => { if (place.getAttribute(name) !== value) place.setAttribute(name, value); };

const shownRows = new WeakMap();

// One row for each item: kept while its key is there, moved only where the order has changed.
const reconcile = (place, items, keyOf, make) => {
  const before = shownRows.get(place) ?? new Map();
  const after = new Map();
  const focused = document.activeElement;
  let next = place.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const row = before.get(key) ?? make(item);
    before.delete(key);
    after.set(key, row);
    row.show(item);
    if (row.element === next) next = next.nextElementSibling;
    else place.insertBefore(row.element, next);
  }
  for (const gone of before.values()) gone.element.remove();
  shownRows.set(place, after);
  if (focused !== document.activeElement && place.contains(focused)) focused.focus({ preventScroll: true });
};

// A table that stays one to a screen reader where a narrow screen shows its rows as cards.
// A column: name, text of an item or a cell of its own (make() gives { element, show(item) }), whether it is a number, and whether it
// takes a line of its own on a narrow screen.
const liveTable = (caption, columns, keyOf, nothing) => {
  const body = element("tbody", { role: "rowgroup" });
  const table = element("table", { role: "table", class: "live" },
    element("caption", { class: "hidden" }, caption),
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" },
      columns.map(column => element("th", { role: "columnheader", scope: "col", class: column.isNumber ? "number" : null }, column.name)))),
    body);
  const empty = element("p", { class: "empty" }, nothing);
  const makeRow = () => {
    const made = columns.map((column, i) => {
      const own = column.make?.();
      const cell = element(i === 0 ? "th" : "td", {
        role: i === 0 ? "rowheader" : "cell", scope: i === 0 ? "row" : null, class: [column.isNumber && "number", column.isWide && "wide"].filter(Boolean).join(" ") || null, "data-label": column.name, "data-field": column.field,
      }, own?.element);
      return { cell, show: own ? own.show : item => write(cell, column.text(item)) };
    });
    return { element: element("tr", { role: "row" }, made.map(one => one.cell)), show: item => { for (const one of made) one.show(item); } };
  };
  return {
    element: element("div", {}, table, empty),
    show: items => {
      reconcile(body, items, keyOf, makeRow);
      table.hidden = items.length === 0;
      empty.hidden = items.length > 0;
    },
  };
};

// Asks again and again: not while nobody looks, and not while it is told to pause.
const polling = (read, seconds) => {
  let timer;
  let reading;
  let isPaused = false;
  const next = () => {
    clearTimeout(timer);
    if (!isPaused && !document.hidden) timer = setTimeout(now, seconds * 1000);
  };
  const now = async () => {
    clearTimeout(timer);
    // One at a time; whoever asks meanwhile wants what is newer than that.
    while (reading) await reading;
    reading = read().finally(() => { reading = undefined; });
    await reading;
    next();
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !isPaused) now(); });
  return {
    now,
    get isPaused() { return isPaused; },
    set isPaused(value) {
      isPaused = value;
      if (value) clearTimeout(timer);
      else now();
    },
  };
};

// What a request of the page came to: the answer, or what to say instead of it.
const ask = async (path, options = {}) => {
  try {
    const answer = await fetch(path, { cache: "no-store", ...options, headers: { ...session.headers, ...options.headers } });
    const body = await answer.json().catch(() => null);
    if (answer.ok) return { body };
    return { status: answer.status, problem: answer.status === 401 ? "Sign in to see this." : answer.status === 403 ? "Your roles do not open this." : body?.detail ?? body?.title ?? `The app answered ${answer.status}.` };
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure;
    return { status: 0, problem: "The app does not answer." };
  }
};

// A page that shows what one address tells, as long as it is open; pause, sign-in and errors included.
// show(told) says of when that is; while nothing can be told, `#told` is hidden.
const startLive = async ({ path, roles, seconds, show }) => {
  let shownAt;
  const there = await startCaller(roles);
  const hide = why => {
    byId("told").hidden = true;
    byId("signin").hidden = false;
    write(byId("state"), why);
  };
  const poll = polling(async () => {
    // Where tokens are given away for the asking, nobody is known without one: it is not worth asking.
    if (there && !session.token) return hide("Not signed in");
    const { body, status, problem } = await ask(path);
    byId("alert").hidden = !problem || status === 401;
    byId("signin").hidden = status !== 401;
    if (status === 401) return hide("Not signed in");
    if (problem) {
      write(byId("alert"), `${problem}${shownAt ? ` What is shown is of ${clock(shownAt)}.` : ""}`);
      write(byId("state"), "Not up to date");
      byId("told").hidden = !shownAt || status === 403;
      return;
    }

    byId("told").hidden = false;
    shownAt = await show(body);
    if (!poll.isPaused) write(byId("state"), `${clock(shownAt)}, every ${seconds} s`);
    document.body.dataset.shown = shownAt;
  }, seconds);
  byId("signin-open").addEventListener("click", openCaller);
  byId("pause").addEventListener("click", () => {
    poll.isPaused = !poll.isPaused;
    mark(byId("pause"), "aria-pressed", String(poll.isPaused));
    if (poll.isPaused) write(byId("state"), `Paused${shownAt ? ` at ${clock(shownAt)}` : ""}`);
  });
  session.watchers.add(() => { if (!poll.isPaused) poll.now(); });
  poll.now();
  return poll;
};

// What is worth knowing at a glance: { id of the section, key, label, value, more, wrong }.
const showTiles = tiles => reconcile(byId("tiles"), tiles, tile => tile.key ?? tile.id, tile => {
  const [label, value, more] = ["label", "value", "more"].map(name => element("span", { class: name }));
  const item = element("li", { class: "tile", "data-tile": tile.key ?? tile.id }, element("a", { href: `#${tile.id}` }, label, value, more));
  return { element: item, show: shown => {
    write(label, shown.label);
    write(value, shown.value);
    write(more, shown.more);
    item.classList.toggle("wrong", Boolean(shown.wrong));
  } };
});

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

const clock = time => new Date(time).toLocaleTimeString("en-GB");

const ago = (time, now) => {
  const seconds = Math.max(0, (new Date(now) - new Date(time)) / 1000);
  if (seconds < 60) return `${Math.round(seconds)} s ago`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`;
  return seconds < 172800 ? `${Math.round(seconds / 3600)} h ago` : `${Math.round(seconds / 86400)} days ago`;
};

// "sourcesAtEnd" -> "sources at end"
const words = name => name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
