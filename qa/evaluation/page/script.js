"use strict";
// Archives and gold sets are strangers: their text becomes text nodes, never markup.

const BATCH = 100;
const data = JSON.parse(document.getElementById("data").textContent);
const filters = document.getElementById("filters");
const list = document.getElementById("list");
const more = document.getElementById("more");
const losses = [...filters.elements.lost.options].map((option) => option.value);
let matching = [];
let rendered = 0;

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

function text(words, className) {
  const made = element("bdi", className, words);
  made.dir = "auto";
  return made;
}

// The filters live in the address, so that a link can set them and a page be sent on as it stands.

function chosen() {
  return Object.fromEntries(new FormData(filters));
}

function remember() {
  const set = Object.entries(chosen()).filter(([, value]) => value);
  history.replaceState(null, "", set.length ? `#${new URLSearchParams(set)}` : "#questions");
}

function follow() {
  if (!location.hash.includes("=")) return false;
  const wanted = new URLSearchParams(location.hash.slice(1));
  for (const field of filters.elements) {
    if (!field.name) continue;
    field.value = wanted.get(field.name) ?? "";
    if (field.selectedIndex === -1) field.selectedIndex = 0;
  }
  return true;
}

function haystack(question) {
  question.haystack ??= [question.question, question.answer ?? "", ...question.gold]
    .join("\n")
    .toLowerCase();
  return question.haystack;
}

function tests({ find, lost, status, measure, value }) {
  const needle = find.trim().toLowerCase();
  const at = data.measures.indexOf(measure);
  const kept = [];
  if (needle) kept.push((question) => question.id === find.trim() || haystack(question).includes(needle));
  if (lost) kept.push((question) => (question.lost ?? "not lost") === lost);
  if (status) kept.push((question) => question.status === status);
  if (at >= 0) kept.push((question) => question.values[at] !== null);
  if (at >= 0 && value === "between") kept.push(({ values }) => values[at] > 0 && values[at] < 1);
  else if (at >= 0 && value) kept.push(({ values }) => values[at] === Number(value));
  return kept;
}

function order({ measure, sort }) {
  const at = data.measures.indexOf(measure);
  const place = (question) => (losses.indexOf(question.lost) + losses.length) % losses.length;
  return {
    lowest: at < 0 ? null : (a, b) => a.values[at] - b.values[at],
    highest: at < 0 ? null : (a, b) => b.values[at] - a.values[at],
    sure: (a, b) => b.confidence - a.confidence,
    unsure: (a, b) => a.confidence - b.confidence,
    slow: (a, b) => b.ms - a.ms,
    loss: (a, b) => place(a) - place(b),
    status: (a, b) => a.status.localeCompare(b.status),
  }[sort];
}

function update() {
  const wanted = chosen();
  const kept = tests(wanted);
  matching = data.questions.filter((question) => kept.every((test) => test(question)));
  const compare = order(wanted);
  if (compare) matching.sort(compare);
  filters.elements.value.disabled = !wanted.measure;
  const [some, all] = [matching.length, data.questions.length].map((n) => n.toLocaleString("en"));
  document.getElementById("shown").textContent =
    some === all ? `All ${all} questions` : `${some} of ${all} questions`;
  list.replaceChildren();
  rendered = 0;
  showMore();
}

function showMore() {
  const at = data.measures.indexOf(filters.elements.measure.value);
  list.append(...matching.slice(rendered, rendered + BATCH).map((question) => row(question, at)));
  rendered = Math.min(rendered + BATCH, matching.length);
  more.hidden = rendered === matching.length;
  more.textContent = `Show ${Math.min(BATCH, matching.length - rendered)} more`;
}

function row(question, at) {
  const mark = element("span", question.lost ? "mark lost" : "mark", question.lost ?? "not lost");
  const value = at < 0 ? null : element("span", "value", shown(question.values[at]));
  const summary = element("summary", "", text(question.question, "asked"), value, mark);
  const made = element("details", "question", summary);
  made.addEventListener("toggle", () => made.append(body(question)), { once: true });
  return made;
}

function body(question) {
  const facts = element("dl", "facts");
  const fact = (name, ...values) => {
    if (values.length) facts.append(element("dt", "", name), ...values.map((value) => element("dd", "", value)));
  };
  if (question.error !== null) fact("error", text(question.error, "error"));
  fact("gold", ...gold(question));
  fact("answer", question.answer === null ? element("em", "", "nothing") : text(question.answer, "quote"));
  fact("reply", `${question.status.replace("_", " ")}, confidence ${question.confidence.toFixed(3)}`);
  if (question.cited) fact("cited", place(question.cited));
  fact("id", text(question.id, "id"));
  if (question.date) fact("asked on", question.date);
  return element("div", "body", facts, element("div", "columns", articles(question), passages(question), values(question), stages(question)));
}

function gold(question) {
  if (!question.answerable) return [element("em", "", "the archive does not say")];
  if (!question.gold.length) return [element("em", "", "judged by its articles alone")];
  return question.gold.map((answer) => text(answer, "quote"));
}

function place([article, start, end]) {
  return element("span", "", text(data.articles[article], "id"), ` characters ${start.toLocaleString("en")}–${end.toLocaleString("en")}`);
}

function titled(title, ...content) {
  return element("div", "", element("h3", "", title), ...content);
}

function relevance(grade) {
  return element("span", "mark right", grade > 1 ? `relevant, grade ${grade}` : "relevant");
}

function articles(question) {
  const grades = new Map(question.relevant.map(([article, grade]) => [article, grade]));
  const rows = question.found.map((article) =>
    element("li", grades.has(article) ? "right" : "", text(data.articles[article], "id"), " ", grades.has(article) ? relevance(grades.get(article)) : null));
  const shownHere = new Set(question.found);
  const elsewhere = question.relevant.filter(([article]) => !shownHere.has(article)).map(([article, , rank]) =>
    element("li", "", text(data.articles[article], "id"), rank ? `, rank ${rank}` : `, not among the ${question.depth} found`));
  return titled(
    "Articles",
    rows.length ? element("ol", "", ...rows) : element("p", "nothing", "None was found."),
    elsewhere.length ? element("p", "", "Relevant too:") : null,
    elsewhere.length ? element("ul", "", ...elsewhere) : null,
  );
}

function passages(question) {
  if (!question.passages.length) return null;
  const rows = question.passages.map(([article, start, end, holds]) =>
    element("li", holds ? "right" : "", place([article, start, end]), " ", holds ? element("span", "mark right", "holds the answer") : null));
  return titled("Passages", element("ol", "", ...rows));
}

function shown(value) {
  return Number.isInteger(value) ? String(value) : value.toFixed(3);
}

function table(title, names, numbers, format) {
  const rows = names.flatMap((name, at) =>
    numbers[at] === null ? [] : [element("tr", "", element("th", "", text(name)), element("td", "number", format(numbers[at])))]);
  return rows.length ? titled(title, element("table", "", element("tbody", "", ...rows))) : null;
}

function values(question) {
  return table("Values", data.measures, question.values, shown);
}

function stages(question) {
  const names = [...data.stages, "in all"];
  return table("Milliseconds", names, [...question.stages, question.ms], (ms) => ms.toFixed(1));
}

function goTo() {
  if (!follow()) return;
  update();
  if (matching.length === 1) list.firstChild.open = true;
  const questions = document.getElementById("questions");
  questions.scrollIntoView();
  questions.focus({ preventScroll: true });
}

let typing;
filters.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => { update(); remember(); }, 120);
});
filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("reset", () => setTimeout(() => { update(); remember(); }));
more.addEventListener("click", () => {
  const first = rendered;
  showMore();
  list.children[first].firstChild.focus();
});
addEventListener("hashchange", goTo);
update();
goTo();
