/* The page's own script. Words of messages are only ever set as text, never as markup. */
"use strict";
(() => {
  const { courses, signals } = JSON.parse(document.getElementById("data").textContent);
  const charts = [];
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const look = () => ({
    layout: { background: { type: "solid", color: color("card") }, textColor: color("quiet"), fontSize: 11, attributionLogo: true },
    grid: { vertLines: { color: color("grid") }, horzLines: { color: color("grid") } },
    rightPriceScale: { borderColor: color("line") },
    timeScale: { borderColor: color("line") },
  });
  const element = (tag, text, name) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (name) made.className = name;
    return made;
  };
  const draw = (place, options, fill) => {
    const chart = LightweightCharts.createChart(place, {
      autoSize: true, handleScroll: { vertTouchDrag: false }, ...options, ...look(),
      timeScale: { ...look().timeScale, minBarSpacing: 0.05, ...(options.timeScale || {}) },
    });
    const repaint = fill(chart);
    repaint();
    const fit = () => chart.timeScale().fitContent();
    fit();
    // Its size is known only when it was laid out.
    new ResizeObserver(fit).observe(place);
    charts.push(() => { chart.applyOptions(look()); repaint(); });
  };

  const lines = [
    ["claimed", "claimed", () => "#b07800", 1, 2],
    ["best", "obtainable, kindest fills", () => "#3987cf", 1, 0],
    ["worst", "obtainable, worst fills", () => color("ink"), 3, 0],
    ["achieved", "achieved in your account", () => color("demo"), 2, 0],
    ["low", "", () => color("quiet"), 1, 1],
    ["high", "", () => color("quiet"), 1, 1],
  ];
  const course = () => {
    const legend = document.getElementById("legend");
    draw(document.getElementById("course-chart"), { localization: { priceFormatter: (r) => `${r.toFixed(1)} R` } }, (chart) => {
      const paints = lines.filter(([key]) => courses[key].length).map(([key, label, paint, width, style]) => {
        const series = chart.addSeries(LightweightCharts.LineSeries, {
          lineWidth: width, lineStyle: style, priceLineVisible: false, lastValueVisible: !!label, crosshairMarkerVisible: !!label,
        });
        series.setData(courses[key].map(([time, value]) => ({ time, value })));
        let swatch;
        if (label) legend.append(swatch = element("span", label));
        return () => {
          series.applyOptions({ color: paint() });
          if (swatch) swatch.style.setProperty("--swatch", paint());
        };
      });
      return () => paints.forEach((each) => each());
    });
  };

  const candles = ({ s, d, lo, hi, b }) => {
    const bytes = Uint8Array.from(atob(b), (each) => each.charCodeAt(0));
    const view = new DataView(bytes.buffer);
    const low = Number(lo), step = (Number(hi) - low) / 0xfffe, found = [];
    for (let at = 0; at * 8 < bytes.length; at += 1) {
      const price = (which) => view.getUint16(at * 8 + which * 2, true);
      if (price(0) === 0xffff) continue;
      const [open, high, lowest, close] = [0, 1, 2, 3].map((which) => low + price(which) * step);
      found.push({ time: s + at * d, open, high, low: lowest, close });
    }
    return found;
  };
  const places = (prices) => Math.max(2, ...prices.map((each) => (each.split(".")[1] || "").length));
  const picture = (place, signal) => {
    const { entry, stop, targets } = signal.levels;
    const named = [...entry, ...(stop ? [stop] : []), ...targets];
    const precision = Math.min(places([...named, signal.chart.hi, signal.chart.lo]), 10);
    draw(place, { timeScale: { timeVisible: true, secondsVisible: false } }, (chart) => {
      const series = chart.addSeries(LightweightCharts.CandlestickSeries, {
        priceFormat: { type: "price", precision, minMove: 10 ** -precision },
        priceLineVisible: false, lastValueVisible: false,
        autoscaleInfoProvider: (original) => {
          const found = original(), near = [...entry, ...(stop ? [stop] : []), ...targets.slice(0, 1)].map(Number);
          if (found?.priceRange) {
            found.priceRange.minValue = Math.min(found.priceRange.minValue, ...near);
            found.priceRange.maxValue = Math.max(found.priceRange.maxValue, ...near);
          }
          return found;
        },
      });
      series.setData(candles(signal.chart));
      const level = (price, title, paint) => {
        const line = series.createPriceLine({ price: Number(price), title, lineWidth: 1, lineStyle: 2, axisLabelVisible: true });
        return () => line.applyOptions({ color: color(paint), axisLabelColor: color(paint), axisLabelTextColor: color("card") });
      };
      const paints = [
        ...entry.map((price) => level(price, "entry", "quiet")),
        ...(stop ? [level(stop, "stop", "loss")] : []),
        ...targets.map((price, at) => level(price, `T${at + 1}`, "gain")),
      ];
      const markers = LightweightCharts.createSeriesMarkers(series, []);
      const { s, d } = signal.chart;
      const mark = ([at, side, purpose]) => ({
        time: s + Math.floor((at - s) / d) * d,
        position: side.toLowerCase() === "buy" ? "belowBar" : "aboveBar",
        shape: side.toLowerCase() === "buy" ? "arrowUp" : "arrowDown",
        color: color(purpose === "entry" ? "demo" : "ink"), size: 1,
      });
      return () => {
        paints.forEach((each) => each());
        markers.setMarkers(signal.fills.map(mark).sort((a, b) => a.time - b.time));
        series.applyOptions({
          upColor: color("gain"), downColor: color("loss"), borderVisible: false,
          wickUpColor: color("gain"), wickDownColor: color("loss"),
        });
      };
    });
  };

  const moment = (seconds) => `${new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const listed = (story, title, entries) => {
    if (!entries.length) return;
    story.append(element("h3", title));
    const list = story.appendChild(element("ul"));
    entries.forEach((each) => list.append(element("li", each)));
  };
  const gates = (story, title, results) => {
    if (!results.length) return;
    story.append(element("h3", title));
    const row = story.appendChild(element("div", undefined, "gates"));
    results.forEach(([gate, passed, value, threshold]) => {
      const seen = [value, threshold && `limit ${threshold}`].filter(Boolean).join(", ");
      const name = gate.replaceAll("_", " ");
      row.append(element("span", `${passed ? "✓" : "✗"} ${name}${seen ? `: ${seen}` : ""}`, passed ? "" : "no"));
    });
  };
  const tell = (details) => {
    if (!details.open || details.querySelector(".story")) return;
    const signal = signals[Number(details.dataset.at)];
    const story = details.appendChild(element("div", undefined, "story"));
    if (signal.chart) picture(story.appendChild(element("div", undefined, "chart")), signal);
    if (signal.text) story.append(element("h3", "The message"), element("pre", signal.text));
    listed(story, "Read as", signal.read);
    listed(story, "Claimed", signal.claimed === "–" ? [] : [`${signal.claimed}: every target touched, no fee, no delay`]);
    gates(story, "Gates, each signal alone", signal.gates);
    gates(story, "Gates of the account", signal.account);
    listed(story, "Fills, worst", signal.fills.map(([at, side, purpose, price, size, fee, kind]) =>
      `${moment(at)}: ${side.toLowerCase()} ${size} at ${price} (${purpose}, ${kind}, fee ${fee})`));
    if (!story.childElementCount) story.append(element("p", "Nothing more is known of it.", "quiet"));
  };
  document.getElementById("list").addEventListener("toggle", (event) => tell(event.target), true);

  const filter = document.getElementById("filter"), rows = [...document.querySelectorAll(".signal")];
  const kinds = [["", "all"], ["won", "won"], ["lost", "lost"], ["unfilled", "not filled"], ["refused", "refused"]];
  const show = (kind) => {
    rows.forEach((row) => { row.hidden = kind !== "" && row.dataset.kind !== kind; });
    [...filter.children].forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.kind === kind)));
  };
  kinds.forEach(([kind, label]) => {
    const number = kind ? rows.filter((row) => row.dataset.kind === kind).length : rows.length;
    if (kind && !number) return;
    const button = filter.appendChild(element("button", `${label} ${number}`));
    button.type = "button";
    button.dataset.kind = kind;
    button.addEventListener("click", () => show(kind));
  });
  show("");
  course();
  const repaint = () => charts.forEach((each) => each());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  matchMedia("print").addEventListener("change", repaint);
  document.documentElement.dataset.ready = "yes";
})();
