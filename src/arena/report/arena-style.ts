/** What a study's page looks like, on top of the style sheet of reports. */
export const arenaStyle = `
main{max-width:1240px}
nav ol{columns:2;margin:0 0 20px;padding:0 0 0 22px;font-size:15px}
nav a{color:var(--bar)}
.points{margin:0 0 14px;padding-left:20px;max-width:82ch}
.points li{margin:0 0 5px}
.panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(300px,1fr));gap:14px 18px}
.panel h3{margin:6px 0 2px;font-size:14.5px}
figure+figure,figure+div,figure+details,.scroll+figure,.note+figure{margin-top:26px}
details{margin:14px 0 0}
summary{cursor:pointer;font-weight:650;padding:6px 0}
.arena thead th{overflow-wrap:normal}
.arena th small{font-weight:400;max-width:110ch;margin-top:2px}
.arena td small{white-space:nowrap}
.arena .sides th{text-align:center;border-bottom:1px solid var(--rule);color:var(--ink);font-size:14px}
.arena .sides th+th,.two-sided td[data-side]:not(:nth-of-type(1)),
.two-sided thead th[data-side]:not(:nth-child(2)){border-left:2px solid var(--rule)}
.arena .sides td{border:0}
.arena .group th{padding-top:20px;font-size:15.5px;border-bottom:2px solid var(--rule)}
.arena tbody:last-child tr:last-child>*{border-bottom:0}
.arena tbody tr:last-child>*{border-bottom:1px solid var(--rule)}
.arena .group:last-child th{border-bottom:2px solid var(--rule)}
.two-sided th,.two-sided td{padding:7px 8px}
.figures td{min-width:92px}
.figures tbody th{min-width:130px}
.words td:nth-of-type(1){white-space:nowrap}
b.better{color:var(--good)}
b.worse{color:var(--bad)}
@media screen and (max-width:700px){
nav ol{columns:1}
.arena,.arena tbody{display:block}
.arena thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.arena tr{display:grid;grid-template-columns:1fr 1fr;gap:5px 14px;padding:9px 0;border-bottom:1px solid var(--rule)}
.arena th,.arena td{display:block;padding:0;border:0!important;text-align:left;white-space:normal;min-width:0}
.arena th{grid-column:1/-1}
.arena td::before{content:attr(data-is);display:block;color:var(--soft);font-size:12.5px;line-height:1.3}
.arena .group{border-bottom:2px solid var(--rule);padding-top:18px}
.arena .group th{padding:0}
.words td{grid-column:1/-1}
.arena td[data-side]::before{content:attr(data-side) "\\A" attr(data-is);white-space:pre-line}
.words td::before{display:none}
.two-sided tr:not(.group){grid-auto-flow:column;grid-template-rows:auto repeat(var(--half),auto)}
}
@media print{
nav{display:none}
#headline,#fairness{break-before:auto}
.panel{break-inside:avoid}
.panels{grid-template-columns:repeat(3,1fr);gap:6px 10px}
.arena .group{break-after:avoid}
.figures td{min-width:0}
.figures tbody th{min-width:22mm}
.arena th,.arena td{padding:2.5px 4px}
.arena .group th{padding-top:10px;font-size:10pt}
details::details-content{content-visibility:visible!important;display:block!important;block-size:auto!important}
summary{list-style:none}
table.arena{font-size:7.5pt}
.arena thead th{font-size:7pt}
.arena small,.arena td small{font-size:6.3pt}
section>p{font-size:10pt}
p.note,figcaption{font-size:8.5pt}
}
`
