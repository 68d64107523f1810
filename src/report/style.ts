/** The style sheet of a report: light, dark and paper, wide and narrow. */
import { courierColours } from './palette.ts'

function variables(list: Readonly<Record<string, string>>, couriers: readonly string[]): string {
  const own = Object.entries(list).map(([name, value]) => `--${name}:${value};`)
  return [...own, ...couriers.map((colour, i) => `--c${i + 1}:${colour};`)].join('')
}

/** Colours as declarations of a style rule, for pictures that stand alone. */
export const lightColours = variables({
  'paper': '#ffffff', 'page': '#f4f5f7', 'ink': '#1a2029', 'soft': '#5a6472', 'rule': '#dde1e6', 'shade': '#eceff3', 'drive': '#6d7785',
  'wait': '#c07a00', 'wait-fill': '#ffe9bd', 'pause': '#9aa3af', 'bar': '#1f5fa8', 'bar-soft': '#b3cdea',
  'good': '#0b7a4b', 'bad': '#b3261e',
}, courierColours.light)

export const darkColours = variables({
  'paper': '#15191f', 'page': '#0d1014', 'ink': '#e8ebef', 'soft': '#a0a9b5', 'rule': '#2c333d', 'shade': '#222933', 'drive': '#939eac',
  'wait': '#e0a63a', 'wait-fill': '#4a3a16', 'pause': '#6a7481', 'bar': '#6fa8e8', 'bar-soft': '#2f4c6e',
  'good': '#4cc38a', 'bad': '#ff8a80',
}, courierColours.dark)

/** Everything between the `style` tags. */
export const styleSheet = `
:root{color-scheme:light dark;${lightColours}}
@media screen and (prefers-color-scheme:dark){:root{${darkColours}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main{max-width:1120px;margin:0 auto;padding:28px 24px 40px}
header{margin:0 0 20px}
h1{font-size:30px;line-height:1.2;margin:0;letter-spacing:-.01em}
header p{margin:6px 0 0;color:var(--soft);font-size:17px}
h2{font-size:20px;line-height:1.3;margin:0 0 4px}
h3{font-size:15px;margin:18px 0 4px}
section{background:var(--paper);border:1px solid var(--rule);border-radius:12px;padding:20px 22px;margin:0 0 18px}
section>p{margin:0 0 12px;color:var(--soft);max-width:78ch}
p.note,figcaption{color:var(--soft);font-size:14px;margin:10px 0 0}
strong{color:var(--ink)}
.bad{color:var(--bad)}
small{font-size:13px;color:var(--soft)}
code{font:13.5px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
figure{margin:8px 0 0}
svg{display:block;width:100%;height:auto;margin:0 auto}
.narrow{display:none}
.tiles{display:grid;grid-template-columns:repeat(var(--tiles),1fr);gap:12px;margin:0 0 18px}
.tiles>div{background:var(--paper);border:1px solid var(--rule);border-radius:12px;padding:14px 16px}
.tiles dt{color:var(--soft);font-size:14px}
.tiles dd{margin:2px 0 0;font-size:25px;line-height:1.25;font-weight:650;letter-spacing:-.01em}
.tiles dd.about{font-size:13.5px;line-height:1.4;font-weight:400;color:var(--soft);letter-spacing:0}
.tiles .good dt+dd::before,.tiles .bad dt+dd::before{content:"";display:inline-block;width:12px;height:12px;margin-right:8px;
border-radius:50%;background:var(--good)}
.tiles .bad dt+dd::before{background:var(--bad);border-radius:2px}
.tiles .bad dd{color:var(--bad)}
.legend{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;margin:0 0 10px;padding:0;font-size:14px;color:var(--soft)}
.legend li{display:flex;align-items:center;gap:7px}
.legend svg{width:34px;height:14px;flex:none;margin:0}
table{border-collapse:collapse;width:100%;font-size:14.5px;line-height:1.4}
th,td{padding:7px 10px;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
thead th{font-size:13px;font-weight:600;color:var(--soft);vertical-align:bottom;border-bottom:2px solid var(--rule)}
tbody th{font-weight:600}
tbody tr:last-child>*{border-bottom:0}
.number{text-align:right;white-space:nowrap}
thead .number{white-space:normal}
.meaning,td small,th small{display:block;font-weight:400;color:var(--soft);font-size:13px}
.bar .number small{display:inline}
.scroll{overflow-x:auto}
.badge{display:inline-block;min-width:22px;height:22px;line-height:18px;padding:0 3px;border:2px solid;border-radius:11px;text-align:center;
font-size:11.5px;font-weight:700;margin-right:3px}
.couriers{margin-top:14px}
.couriers th:first-child{width:24%}
.refusals th:first-child{width:44%}
.bar{min-width:150px}
.bar .number{display:block;text-align:left;font-weight:600}
.bar .number small{font-weight:400}
.track{display:block;height:9px;background:var(--shade);border-radius:4px;margin-top:3px}
.track span{display:block;height:9px;min-width:2px;background:var(--bar);border-radius:4px}
.best::before{content:"";display:inline-block;width:9px;height:9px;border-radius:50%;background:var(--good);margin-right:7px}
.promises{table-layout:fixed}
.promises thead th:nth-child(1){width:16%}
.promises thead th:nth-child(2){width:34%}
.promises thead th:nth-child(3){width:17%}
.promises thead th:nth-child(4){width:8.5%}
.promises thead th:nth-child(5),.promises thead th:nth-child(6){width:7.25%}
.promises thead th:nth-child(7){width:10%}
.promises td:last-child,thead th{overflow-wrap:normal}
.promises .stop{display:inline;margin-left:8px;white-space:nowrap}
.promises tr.ended>*{color:var(--soft);font-weight:400}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:4px 24px;margin:0;font-size:14px}
.facts>div{display:flex;gap:8px;justify-content:space-between;border-bottom:1px solid var(--rule);padding:4px 0}
.facts dt{color:var(--soft)}
.facts dd{margin:0;text-align:right}
footer{color:var(--soft);font-size:13.5px;padding:4px 2px}
@media screen and (max-width:700px){
main{padding:18px 12px 28px}
h1{font-size:24px}
section{padding:16px 14px;border-radius:10px}
.wide{display:none}
.narrow{display:block}
.tiles{grid-template-columns:1fr 1fr;gap:8px}
.tiles>div{padding:11px 12px}
.tiles dd{font-size:20px}
.promises thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.promises,.promises tbody,.couriers,.couriers tbody{display:block}
.couriers tbody th:first-child{width:auto}
.promises tr,.couriers tr{display:grid;grid-template-columns:1fr 1fr 1fr;gap:3px 12px;padding:9px 0;border-bottom:1px solid var(--rule)}
.promises tr:last-child,.couriers tr:last-child{border-bottom:0}
.promises th,.promises td,.couriers th,.couriers td{display:block;padding:0;border:0;text-align:left;white-space:normal}
.promises th{grid-column:1/3}
.promises td:nth-of-type(6){grid-column:3;grid-row:1;text-align:right;color:var(--soft)}
.promises td:nth-of-type(1),.promises td:nth-of-type(2){grid-column:1/-1;white-space:normal}
.promises td:nth-of-type(n+3):nth-of-type(-n+5)::before,.couriers td::before{color:var(--soft);font-size:12.5px;display:block}
.promises td:nth-of-type(3)::before{content:"planned start"}
.promises td:nth-of-type(4)::before{content:"slack"}
.promises td:nth-of-type(5)::before{content:"on time"}
.promises tr.ended td:nth-of-type(n+2):nth-of-type(-n+5){display:none}
.couriers thead{display:none}
.couriers th{grid-column:1/3}
.couriers td:nth-of-type(2){grid-column:3;grid-row:1;white-space:nowrap;text-align:right}
.couriers td:nth-of-type(2)::before{display:none}
.couriers td::before{content:attr(data-is)}
.comparison.few,.comparison.few tbody,.comparison.few thead{display:block}
.comparison.few tr{display:grid;grid-template-columns:repeat(var(--regimes),1fr);gap:2px 10px;padding:8px 0;
border-bottom:1px solid var(--rule)}
.comparison.few th,.comparison.few td{display:block;padding:0;border:0;text-align:left}
.comparison.few tbody th{grid-column:1/-1}
.comparison.few thead th:first-child{display:none}
.refusals thead{display:none}
.refusals,.refusals tbody{display:block}
.refusals tr{display:grid;grid-template-columns:1fr 1fr;gap:2px 12px;padding:10px 0;border-bottom:1px solid var(--rule)}
.refusals th,.refusals td{display:block;padding:0;border:0;text-align:left;white-space:normal}
.refusals th:first-child,.refusals .bar{grid-column:1/-1;width:auto}
.refusals td:nth-of-type(n+2)::before{color:var(--soft);font-size:12.5px;display:block}
.refusals td:nth-of-type(2)::before{content:"proved impossible"}
.refusals td:nth-of-type(3)::before{content:"customers offered nothing"}
}
@page{size:A4;margin:12mm 11mm}
@media print{
body{background:none;font-size:11pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:none;padding:0}
section{border:0;border-top:2px solid var(--rule);border-radius:0;padding:12px 0 0;margin:0 0 16px}
h2,h2+p:not(:last-child),.legend{break-after:avoid}
#slots,#cost,#refusals,section>p,figure,.tiles>div,tr,.facts>div{break-inside:avoid}
thead{display:table-header-group}

.tiles>div{padding:8px 10px;border-radius:6px}
.tiles dd{font-size:12pt}
.tiles{gap:6px}
.tiles dd.about,.tiles dt{font-size:8pt}
table{font-size:9pt}
th,td{padding:3px 6px}
thead th{font-size:8pt}
small,.meaning,td small,th small{font-size:8pt}
.badge{min-width:17px;height:17px;line-height:13.5px;font-size:8.5px}
.scroll{overflow:visible}
}
`
