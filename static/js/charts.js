// Draws the Plotly charts of a page. Each has its table beside it, so that a failure here loses no figure.
//
// The CSP allows no stylesheet made by a script. Plotly looks for its own by the id "plotly.js-style-global" and, where
// that element has the class "no-inline-styles", leaves it alone: css/plotly.css then holds the rules it needs. The style
// of its maps, which we do not draw, is skipped where an element with the id it would get stands already.
const STYLE_OF_MAPS = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53"; // plotly.js 3, checked by a test

const LAYOUT = {
  font: { family: "Arial, Arimo, sans-serif", size: 16, color: "#212b32" },
  margin: { t: 16, r: 16, b: 48, l: 48 },
  paper_bgcolor: "#ffffff",
  plot_bgcolor: "#ffffff",
  dragmode: false, // a finger that drags across a chart scrolls the page
};
const AXIS = { automargin: true };
const CONFIG = { displayModeBar: false, responsive: true };

function stylesheet(href) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, { id: "plotly.js-style-global", className: "no-inline-styles", rel: "stylesheet", href });
    link.onload = resolve;
    link.onerror = reject;
    const maps = document.createElement("meta");
    maps.id = STYLE_OF_MAPS;
    document.head.append(link, maps);
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

// Lets print styles shrink the drawing: without a viewBox an SVG is cut off, not scaled.
function makeScalable(picture) {
  for (const svg of picture.querySelectorAll(".main-svg")) {
    svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
  }
}

async function draw(chart) {
  const figure = JSON.parse(document.getElementById(chart.dataset.chart).textContent);
  const picture = chart.querySelector(".chart__picture");
  picture.hidden = false; // before drawing: Plotly measures the space it has
  try {
    const { layout = {} } = figure;
    const axes = { xaxis: { ...AXIS, ...layout.xaxis }, yaxis: { ...AXIS, ...layout.yaxis } };
    await window.Plotly.newPlot(picture, figure.data, { ...LAYOUT, ...layout, ...axes }, CONFIG);
    makeScalable(picture);
    picture.on("plotly_afterplot", () => makeScalable(picture)); // after each change of the window's width
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
