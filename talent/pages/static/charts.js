// Lines over months. The tooltip is drawn, not built of elements: the policy allows no style on them.
"use strict";
for (const place of document.querySelectorAll("[data-chart]")) {
  const said = JSON.parse(place.dataset.chart);
  const chart = echarts.init(place, null, { renderer: "svg" });
  chart.setOption({
    color: ["#1559c5", "#1b7f43", "#c98a1b", "#7b4bb3"],
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    animation: false,
    grid: { left: 44, right: 12, top: 34, bottom: 24 },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8 },
    tooltip: { trigger: "axis", renderMode: "richText" },
    xAxis: { type: "category", data: said.months, boundaryGap: false },
    yAxis: { type: "value", splitLine: { lineStyle: { color: "#e9eef5" } } },
    series: said.lines.map((line) => ({ ...line, type: "line", symbolSize: 5 })),
  });
  window.addEventListener("resize", () => chart.resize());
}
