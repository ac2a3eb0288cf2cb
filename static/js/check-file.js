// Takes a file that is dropped on the form, and sends it at once. Without scripts the file is chosen by the button.
document.querySelectorAll("[data-check-file]").forEach((form) => {
  const input = form.querySelector("input[type=file]");
  form.querySelector(".check-file__drop").hidden = false;

  const over = (isOver) => form.classList.toggle("check-file--over", isOver);
  form.addEventListener("dragover", (event) => {
    event.preventDefault(); // else the browser opens the file in place of the page
    over(true);
  });
  form.addEventListener("dragleave", () => over(false));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
});
