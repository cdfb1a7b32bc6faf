/// Many rows as tables of a hundred: a browser lays out only the visible ones, so that a list of thousands opens at
/// once.
///
/// The page contains all rows, for readers who search, print or run no script. When rows are filtered, the script
/// refills the tables from the first on.
struct PartedTable {
    static let rowsOfPart = 100

    /// The name of the rows, for the caption: "Urgent 1 to 100 of 230".
    let name: String
    /// A note on their order.
    let order: String
    /// The style of the columns.
    let style: HTML
    /// The headings of the columns, as cells.
    let heads: HTML
    let rows: [HTML]

    var parts: HTML {
        .all(
            stride(from: 0, to: rows.count, by: PartedTable.rowsOfPart).map { start in
                let end = min(start + PartedTable.rowsOfPart, rows.count)
                return """
                    <div class="part\(HTML.when(rows.count > PartedTable.rowsOfPart, " far"))"><table class="list \(style)">
                    <caption>\(name) <span>\(start + 1) to \(end)</span> of <span>\(rows.count)</span>\(order)</caption>
                    <thead><tr>\(heads)</tr></thead>
                    <tbody>
                    \(Array(rows[start..<end]))</tbody></table></div>

                    """
            })
    }
}

/// The script that filters the work-list in a browser. The page is complete without it.
///
/// Matching rows refill the tables of their band from the first on, a hundred a table, as `PartedTable` made them. A band that
/// is folded opens while rows are filtered.
enum FilterScript {
    static let text: StaticString = """
        (()=>{'use strict';
        const form=document.querySelector('.filters'),out=document.querySelector('.shown'),size=100;
        const bands=[...document.querySelectorAll('.band')].map(band=>({band,count:band.querySelector('h3 span'),
        parts:[...band.querySelectorAll('.part')].map(part=>({part,body:part.querySelector('tbody'),said:[...part.querySelectorAll('caption span')]})),
        rows:[...band.querySelectorAll('tr[data-k]')].map(r=>({r,k:r.dataset.k.split('|')}))}));
        const all=bands.reduce((n,b)=>n+b.rows.length,0);
        const plain=t=>t.normalize('NFD').replace(/\\p{M}/gu,'').toLowerCase();
        const field=n=>form.elements.namedItem(n),fields=['clinic','item','urgency','status'];
        const apply=()=>{const want=fields.map(n=>field(n).value),open=field('unbooked').checked,text=field('text').value.trim();
        const words=plain(text).split(/\\s+/).filter(Boolean),narrowed=open||words.length>0||want.some(Boolean);let shown=0;
        for(const {band,count,parts,rows} of bands){
        const fit=rows.filter(x=>want.every((w,i)=>w===''||x.k[i]===w)&&(!open||x.k[4]==='')&&words.every(w=>(x.t??=plain(x.r.textContent)).includes(w)));
        shown+=fit.length;band.hidden=!fit.length;if('open' in band)band.open=narrowed;count.textContent=fit.length;
        parts.forEach(({part,body,said},i)=>{const some=fit.slice(i*size,i*size+size);part.hidden=!some.length;
        body.replaceChildren(...some.map(x=>x.r));
        said[0].textContent=(i*size+1)+' to '+(i*size+some.length);said[1].textContent=fit.length})}
        const only=fields.filter((n,i)=>want[i]).map(n=>n+' '+field(n).selectedOptions[0].text)
        .concat(open?['without appointment']:[],text?['\\u201c'+text+'\\u201d']:[]);
        say(shown,only)};
        const folded=()=>bands.reduce((n,b)=>n+(b.band.open===false?Number(b.count.textContent):0),0);
        const say=(shown,only)=>{out.textContent=shown-folded()+' of '+all+' shown'+(only.length?': only '+only.join(', '):'')};
        form.addEventListener('input',apply);form.addEventListener('reset',()=>setTimeout(apply));form.addEventListener('submit',e=>e.preventDefault());
        form.hidden=false;if(['clinic','item','urgency','status','text'].some(n=>field(n).value)||field('unbooked').checked)apply();else say(all,[])})();
        """
}
