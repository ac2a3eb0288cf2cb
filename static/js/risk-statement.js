// Reads the three fields of a risk back as the sentence that pages and papers print (Risk.statement). Without scripts the
// sentence is on the page of the risk once it is saved.

const shown = document.querySelector("[data-statement]");
const box = (name) => document.querySelector(`[name="${name}"]`);
const fields = { event: box("event"), cause: box("cause"), effect: box("effect") };

const words = (name) => fields[name].value.trim().replace(/\.$/, "");

function show() {
  const [happens, cause, effect] = [words("event"), words("cause"), words("effect")];
  const joined = happens.toLowerCase().startsWith("that ") ? "" : "of ";
  const sentences = [`There is a risk ${joined}${happens}.`];
  if (cause) sentences.push(`This is as a result of ${cause}.`);
  if (effect) sentences.push(`This would lead to ${effect}.`);
  shown.querySelector("[data-statement-text]").textContent = sentences.join(" ");
  shown.hidden = !happens;
}

if (shown && Object.values(fields).every(Boolean)) {
  Object.values(fields).forEach((field) => field.addEventListener("input", show));
  show();
}
