// Puts a button above each group of boxes marked data-tick-all, of more than two, that ticks them all at once. The list
// stays in sight: whoever presses it sees what they accept. Without scripts each box is ticked by hand.
document.querySelectorAll("[data-tick-all]").forEach((group) => {
  const boxes = [...group.querySelectorAll("input[type=checkbox]")];
  if (boxes.length < 3) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small";
  button.textContent = `Tick all ${boxes.length} of these`;
  button.addEventListener("click", () => boxes.forEach((box) => (box.checked = true)));
  group.before(button);
});
