// Says what a pair of factors gives as soon as both are chosen: “12, Significant”. Without scripts the matrix on the page
// says the same.
const cells = JSON.parse(document.getElementById("matrix-cells")?.textContent ?? "{}");

document.querySelectorAll("[data-score]").forEach((group) => {
  const likelihood = group.querySelector("select[name$=likelihood]");
  const impact = group.querySelector("select[name$=impact]");
  const result = group.querySelector("[data-score-result]");
  const show = () => {
    const given = cells[`${likelihood.value}x${impact.value}`];
    result.textContent = given ? `Gives ${given}` : "";
  };
  [likelihood, impact].forEach((select) => select.addEventListener("change", show));
  show();
});
