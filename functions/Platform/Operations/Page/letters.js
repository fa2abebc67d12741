// Dead letters: how many of whom, and each of them with what can be done about it.
const letterCounts = element("ul", { class: "counts", "aria-label": "Dead letters by source" });
const lettersNote = element("p", { class: "empty", hidden: true });
let letterRefresh;

const say = text => write(byId("said"), text);

// Asks before it is done: opens with what will happen, ends when it has happened or not.
const confirmed = ({ title, what, yes, asksReason, act }) => {
  const dialog = byId("ask");
  const problem = byId("ask-problem");
  write(byId("ask-title"), title);
  write(byId("ask-what"), what);
  write(byId("ask-yes"), yes);
  byId("ask-yes").className = asksReason ? "danger" : "";
  byId("ask-why").hidden = !asksReason;
  byId("ask-reason").value = "";
  problem.hidden = true;
  byId("ask-yes").onclick = async () => {
    const reason = byId("ask-reason").value.trim();
    const lacking = asksReason && !reason;
    const failed = lacking ? "Say why." : (byId("ask-yes").disabled = true, await act(reason));
    byId("ask-yes").disabled = false;
    if (!failed) return dialog.close();
    problem.hidden = false;
    write(problem, failed);
    if (lacking) byId("ask-reason").focus();
  };
  dialog.showModal();
};

const act = async (letter, verb, body) => {
  const { problem } = await ask(`operations/deadletters/${letter.id}/${verb}`, {
    method: "POST", headers: body ? { "Content-Type": "application/json" } : {}, body: body && JSON.stringify(body),
  });
  if (problem) return problem;
  say(verb === "replay" ? "Replayed." : "Discarded.");
  await letterRefresh();
  byId("letters-title").scrollIntoView({ block: "nearest" });
  return null;
};

const sourceOf = letter => letter.projection ?? letter.reaction ?? letter.publication;

const nameOf = letter => `${letter.event.recordType} ${letter.event.version === undefined ? "" : `version ${letter.event.version}`}`.trim();

const letterActs = () => {
  let letter;
  const replay = element("button", { type: "button", class: "quiet small", onclick: () => confirmed({
    title: "Replay this dead letter?",
    what: `All parked events of the record are tried again, in order, by ${sourceOf(letter)}. What succeeds is taken in for good.`,
    yes: "Replay",
    act: () => act(letter, "replay"),
  }) }, "Replay");
  const discard = element("button", { type: "button", class: "quiet small", onclick: () => confirmed({
    title: "Discard this event?",
    what: `${sourceOf(letter)} will never take in ${nameOf(letter)}, and goes on with what comes after it. This cannot be undone.`,
    yes: "Discard for good",
    asksReason: true,
    act: reason => act(letter, "discard", { reason }),
  }) }, "Discard");
  return { element: element("span", { class: "acts" }, replay, discard), show: shown => {
    letter = shown;
    // It follows by itself when the restriction ends, and by hand it is refused.
    replay.hidden = discard.hidden = shown.reason === "restricted";
    mark(replay, "aria-label", `Replay ${nameOf(letter)} of ${sourceOf(letter)}`);
    mark(discard, "aria-label", `Discard ${nameOf(letter)} of ${sourceOf(letter)}`);
  } };
};

const letterEvent = () => {
  const [what, where] = [element("span"), element("span", { class: "where" })];
  return { element: element("span", {}, what, where), show: letter => {
    write(what, nameOf(letter));
    write(where, letter.event.recordId ?? letter.event.id);
  } };
};

const letters = liveTable("Dead letters, the newest first", [
  { name: "Event", field: "event", make: letterEvent },
  { name: "Source", field: "source", text: sourceOf },
  { name: "Why", field: "error", isWide: true, text: letter => `${words(letter.reason)}: ${letter.error}` },
  { name: "Tried", field: "attempts", isNumber: true, text: letter => number.format(letter.attempts) },
  { name: "Parked", field: "parkedAt", isNumber: true, text: letter => ago(letter.parkedAt, letter.now) },
  { name: "", isWide: true, make: letterActs },
], letter => letter.id, "No event is parked.");

// Who may look at them is known before it is asked: a refusal every few seconds would help nobody.
let known;
const isOperator = async () => {
  if (known?.token !== session.token) {
    const { body } = await ask("me");
    known = body && { token: session.token, roles: body.roles };
  }
  return Boolean(known?.roles.includes("operator"));
};

const showLetters = async told => {
  const total = told.deadLetters.reduce((sum, one) => sum + one.parked, 0);
  reconcile(letterCounts, told.deadLetters, one => one.source, () => {
    const badge = element("span", { class: "badge bad" });
    return { element: element("li", {}, badge), show: one => write(badge, `${one.source} ${number.format(one.parked)}`) };
  });
  letterCounts.hidden = total === 0;
  const mayLook = total === 0 || await isOperator();
  const { body } = total > 0 && mayLook ? await ask("operations/deadletters?status=parked&pageSize=20") : { body: { items: [] } };
  letters.element.hidden = !mayLook || !body;
  lettersNote.hidden = !letters.element.hidden;
  if (body) letters.show(body.items.map(letter => ({ ...letter, now: told.at })));
  write(lettersNote, mayLook ? "They cannot be read now." : "Each of them, and what can be done about it, is shown to operators.");
};

const startLetters = refresh => {
  letterRefresh = refresh;
  byId("letters").append(letterCounts, lettersNote, letters.element);
};
