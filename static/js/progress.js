// Keeps a region up to date while work goes on: asks its address every second for an HTML fragment, until the fragment
// holds an element with data-done; with data-done="reload" the page then shows itself anew. What is the same as before
// is left alone, so that a screen reader is told of changes only.

const SECOND = 1000;
const PATIENCE = 5; // failures in a row before the person is asked to refresh by hand

async function follow(region) {
  const content = region.querySelector("[data-progress-content]");
  const refresh = region.querySelector("[data-progress-refresh]");
  let shown = content.innerHTML;
  let failures = 0;
  refresh.hidden = true;
  while (!content.querySelector("[data-done]")) {
    await new Promise((resolve) => setTimeout(resolve, SECOND * 2 ** failures));
    try {
      const answer = await fetch(region.dataset.progressUrl, { headers: { "X-Requested-With": "fetch" } });
      // Signed out meanwhile: the answer is the sign-in page, which does not belong in here.
      if (!answer.ok || answer.redirected) throw new Error(`Answer ${answer.status}`);
      const fragment = await answer.text();
      if (fragment !== shown) content.innerHTML = fragment;
      shown = fragment;
      failures = 0;
    } catch {
      failures += 1;
      if (failures === PATIENCE) {
        refresh.hidden = false;
        return;
      }
    }
  }
  if (content.querySelector("[data-done='reload']")) window.location.reload();
}

document.querySelectorAll("[data-progress-url]").forEach(follow);
