// Draws the Plotly charts of a page. Each has its table beside it, so that a failure here loses no figure.
//
// The CSP allows no stylesheet made by a script. Plotly looks for its own by the id "plotly.js-style-global" and, where
// that element has the class "no-inline-styles", leaves it alone: css/plotly.css then holds the rules it needs.

const LAYOUT = {
  font: { family: "Arial, sans-serif", size: 16, color: "#212b32" },
  margin: { t: 16, r: 16, b: 48, l: 48 },
  paper_bgcolor: "#ffffff",
  plot_bgcolor: "#ffffff",
  dragmode: false, // a finger that drags across a chart scrolls the page
};
const CONFIG = { displayModeBar: false, responsive: true };

function stylesheet(href) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, { id: "plotly.js-style-global", className: "no-inline-styles", rel: "stylesheet", href });
    link.onload = resolve;
    link.onerror = reject;
    document.head.append(link);
  });
}

function script(src) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = src;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
}

async function draw(chart) {
  const figure = JSON.parse(document.getElementById(chart.dataset.chart).textContent);
  const picture = chart.querySelector(".chart__picture");
  picture.hidden = false; // before drawing: Plotly measures the space it has
  try {
    await window.Plotly.newPlot(picture, figure.data, { ...LAYOUT, ...figure.layout }, CONFIG);
  } catch (error) {
    picture.hidden = true;
    throw error;
  }
}

const charts = [...document.querySelectorAll("[data-chart]")];
if (charts.length) {
  await stylesheet(charts[0].dataset.plotlyCss);
  await script(charts[0].dataset.plotly);
  await Promise.all(charts.map(draw));
}
