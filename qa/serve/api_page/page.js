// Ask, evidence, article. What archives hold comes to the page as text nodes, never as markup.
"use strict";

const at = (id) => document.getElementById(id);
let asking = null; // the question that is being answered; a newer one ends it

/** An element with a text and properties. */
function make(tag, text, properties = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  if (text) made.textContent = text;
  return made;
}

/** A stretch of a text with a part of it marked; offsets count characters, as the API's do. */
function marked(characters, start, end, first, last) {
  const cut = (from, to) => document.createTextNode(characters.slice(from, to).join(""));
  const [from, to] = [Math.max(first ?? end, start), Math.min(last ?? end, end)];
  const mark = document.createElement("mark");
  mark.append(cut(from, to));
  return from < to ? [cut(start, from), mark, cut(to, end)] : [cut(start, end)];
}

/** Call the API; an Error with the server's own line where it cannot answer. */
async function call(name, fields, accept, signal) {
  const reply = await fetch(`api/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: accept },
    body: JSON.stringify(fields),
    signal,
  });
  if (!reply.ok) throw new Error((await reply.json().catch(() => ({}))).error ?? reply.statusText);
  return reply;
}

/** The server-sent events of a reply, each with its name and record. */
async function* events(reply) {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of pieces(reply.body.getReader())) {
    rest += decoder.decode(chunk, { stream: true });
    const parts = rest.split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const [name, data] = part.split("\n");
      yield [name.replace("event: ", ""), JSON.parse(data.replace("data: ", ""))];
    }
  }
}

async function* pieces(reader) {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function fieldsOf(form) {
  const fields = { question: form.question.value.trim() };
  if (form.after.value) fields.after = form.after.value;
  if (form.before.value) fields.before = form.before.value;
  if (form.source.value.trim()) fields.sources = [form.source.value.trim()];
  return fields;
}

async function ask(event) {
  event.preventDefault();
  asking?.abort();
  const own = (asking = new AbortController());
  tell("Searching …");
  at("answer").hidden = at("evidence").hidden = true;
  try {
    const reply = await call("ask", fieldsOf(event.target), "text/event-stream", own.signal);
    for await (const [name, record] of events(reply)) {
      if (name === "error") throw new Error(record.error);
      showRows(record.evidence);
      if (name === "found") tell(`Found ${count(record.evidence.length)}; reading …`);
      else showAnswer(record);
    }
  } catch (error) {
    if (error.name !== "AbortError") tell(error.message);
  }
}

function tell(words) {
  at("status").textContent = words;
}

function count(articles) {
  return articles === 1 ? "1 article" : `${articles} articles`;
}

function showAnswer(answer) {
  const silent = answer.answer === null;
  const doubt = answer.status === "possible" ? "Perhaps: " : "";
  at("reply").textContent = silent ? answer.note ?? "The archive does not say." : doubt + answer.answer;
  const notes = [];
  if (!silent) notes.push(`Confidence ${Math.min(99, Math.round(100 * answer.confidence))}%.`);
  if (doubt) notes.push("The archive is not clear: check the passage before you quote it.");
  for (const other of answer.said.slice(1)) notes.push(`Others say: “${other.answer}”.`);
  if (answer.asked !== answer.question) notes.push(`Searched for: ${answer.asked}`);
  if (silent && answer.searched) notes.push(`Searched ${count(answer.searched.articles)}.`);
  if (silent && answer.closest) notes.push(`Closest passage: ${answer.closest.text}`);
  at("notes").replaceChildren(...notes.map((words) => make("li", words)));
  at("evidence-heading").textContent = silent ? "What came nearest" : "Evidence";
  at("answer").hidden = false;
  tell(silent ? "No answer." : "Answered.");
  at("answer").focus({ preventScroll: true });
}

function showRows(rows) {
  at("rows").replaceChildren(...rows.map(rowOf));
  at("evidence").hidden = rows.length === 0;
}

function rowOf(row) {
  const item = make("li");
  const quote = make("blockquote");
  // A passage's characters are those of its article from `start` on.
  const characters = Array.from(row.passage);
  const within = (offset) => (offset === null ? undefined : offset - row.start);
  const clip = (offset) => Math.min(Math.max(offset, 0), characters.length);
  const [first, last] = [within(row.answer_start), within(row.answer_end)];
  const start = clip(Math.min(within(row.sentence_start), first ?? Infinity));
  const end = clip(Math.max(within(row.sentence_end), last ?? 0));
  quote.append(...marked(characters, start, end, first, last));
  const facts = [row.title || "untitled", row.source, row.published ?? "undated", row.locator];
  item.append(quote, make("p", facts.filter(Boolean).join(" · "), { className: "quiet" }));
  const button = make("button", "Read the article", { type: "button" });
  button.setAttribute("aria-label", `Read the article: ${row.title || "untitled"}`);
  button.addEventListener("click", () => openArticle(row));
  item.append(button);
  return item;
}

async function openArticle(row) {
  let article;
  try {
    article = await (await call("show", { id: row.article_id }, "application/json")).json();
  } catch (error) {
    tell(error.message);
    return;
  }
  const characters = Array.from(article.text);
  const [first, last] = [row.answer_start ?? row.sentence_start, row.answer_end ?? row.sentence_end];
  at("article-heading").textContent = article.title || "untitled";
  const facts = [article.source, article.published ?? "undated", article.author, article.id];
  at("article-facts").textContent = facts.filter(Boolean).join(" · ");
  at("article-text").replaceChildren(...marked(characters, 0, characters.length, first, last));
  at("article").showModal();
  at("article-text").querySelector("mark")?.scrollIntoView({ block: "center" });
  at("article-heading").focus({ preventScroll: true });
}

at("ask").addEventListener("submit", ask);
