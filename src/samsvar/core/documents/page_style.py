"""The style of an exported HTML file, which must stand alone. The application's pages have their own style sheet."""

PAGE_STYLE = """
:root { color-scheme: light; --text: #1b1d20; --subtle: #55585c; --hair: #dedfe0; --link: #0b4a8f; }
* { box-sizing: border-box; }
body { margin: 0; font: 1.125rem/1.65 Inter, system-ui, sans-serif; color: var(--text); background: #fff;
  overflow-wrap: anywhere; }
.lay { display: grid; grid-template-columns: minmax(0, 40rem) 14rem; gap: 0 5rem; max-width: 64rem; margin: auto;
  padding: 2.5rem clamp(1rem, 4vw, 2rem) 4rem; }
h1, h2, h3, h4 { font-weight: 600; line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; hyphens: auto;
  hyphenate-limit-chars: 12 5 5; }
h1 { font-size: clamp(1.9rem, 1.3rem + 2.6vw, 2.75rem); margin: .5rem 0 0; }
h2 { font-size: 1.6rem; margin: 3rem 0 .75rem; }
h3 { font-size: 1.2rem; margin: 2rem 0 .4rem; }
h4 { font-size: 1.05rem; margin: 1.5rem 0 .3rem; }
p { margin: 0; } p + p, p + ul, ul + p, p + ol, ol + p { margin-top: 1rem; }
a { color: var(--link); text-underline-offset: .2em; }
ul, ol { padding-left: 1.3rem; margin: .75rem 0; } li { margin: .3rem 0; }
.publisher { font-weight: 500; }
.pill { display: inline-block; border: 1px solid var(--subtle); border-radius: 99px; padding: .05rem .6rem;
  font-size: .875rem; }
.lead { font-size: 1.25rem; line-height: 1.55; margin-top: 1rem; }
.meta { font-size: 1rem; color: var(--subtle); }
.nums { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1.5rem; margin: 2rem 0;
  padding: 1.25rem 0; border: solid var(--text); border-width: 2px 0; list-style: none; font-size: .9375rem;
  line-height: 1.4; }
.nums li { margin: 0; }
.big { display: block; font-size: 2.1rem; font-weight: 600; letter-spacing: -.02em; line-height: 1.2; }
.tab, .num, .big { font-variant-numeric: tabular-nums lining-nums; }
.scroll { overflow-x: auto; margin: 1.25rem 0; }
.tbl { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.45; overflow-wrap: normal; }
.tbl caption { text-align: left; font-weight: 600; font-size: 1rem; padding-bottom: .5rem; }
.tbl th, .tbl td { padding: .5rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--hair); }
.tbl thead th { font-size: .8125rem; color: var(--subtle); border-bottom-color: #888; vertical-align: bottom; }
.tbl tbody th { font-weight: 500; }
.tbl .total > * { font-weight: 600; border-top: 1px solid #888; }
.tbl th.num, .tbl td.num { text-align: right; white-space: nowrap; }
.tbl th:first-child, .tbl td:first-child { padding-left: 0; }
.tbl th:last-child, .tbl td:last-child { padding-right: 0; }
.tiny, figcaption { font-size: .875rem; color: var(--subtle); }
figure { margin: 1.5rem 0; } .wrapfig svg { display: block; width: 100%; height: auto; }
.w50 { max-width: 50%; } .w60 { max-width: 60%; } .w70 { max-width: 70%; } .w80 { max-width: 80%; }
.box, .note { background: #f4f5f6; padding: 1.25rem 1.5rem; margin: 2rem 0; font-size: 1rem; }
.note { border-left: 4px solid var(--link); }
.kv { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: .35rem 1rem; font-size: 1rem; }
.kv dt { color: var(--subtle); } .kv dd { margin: 0; }
.sig { columns: 2; list-style: none; padding: 0; font-size: 1rem; } .sig li { break-inside: avoid; margin: 0 0 .3rem; }
.risk { display: inline-flex; align-items: center; gap: .4rem; padding: .1rem .5rem .1rem .4rem; border-radius: 3px;
  font-size: .8125rem; font-weight: 600; line-height: 1.5; white-space: nowrap; print-color-adjust: exact; }
.risk svg { width: 1rem; height: .75rem; } .risk rect { fill: currentColor; }
.risk .off { fill: none; stroke: currentColor; opacity: .7; }
.r0 { outline: 1px dashed #77797b; outline-offset: -1px; } .r1 { background: #dce7ee; } .r2 { background: #f2ce7a; }
.r3 { background: #db7a2b; } .r4 { background: #8c1d40; color: #fff; }
.toc { font-size: .9375rem; line-height: 1.4; } .toc h2 { font-size: .9375rem; margin: 0 0 .5rem; }
.toc a { color: inherit; text-decoration: none; display: block; padding: .3rem 0 .3rem .85rem;
  border-left: 2px solid var(--hair); }
.toc .toc2 { padding-left: 1.7rem; } .toc .toc3, .toc .toc4 { padding-left: 2.5rem; }
.toc a:hover { text-decoration: underline; }
@media screen and (max-width: 60rem) { .lay { grid-template-columns: minmax(0, 1fr); } .toc { grid-row: 1; }
  body { font-size: 1.0625rem; } .sig { columns: 1; } }
@page { size: A4; margin: 24mm 22mm 22mm 26mm; }
@media print { body { font-size: 10pt; line-height: 1.5; } .lay { display: block; padding: 0; max-width: none; }
  .toc { display: none; } h1 { font-size: 24pt; } h2 { font-size: 15pt; } h3 { font-size: 11.5pt; }
  .tbl, figcaption, .box, .note, .sig { font-size: 9pt; } .tbl thead { display: table-header-group; }
  tr, figure, h2, h3, .box { break-inside: avoid; } h2, h3 { break-after: avoid; } }
"""
