/// What narrows the work-list in a browser. The page says all that it has to say without it.
enum FilterScript {
    static let text: StaticString = """
        (()=>{'use strict';
        const form=document.querySelector('.filters'),out=form.querySelector('output'),bodies=[...document.querySelectorAll('.list tbody')];
        const rows=bodies.flatMap(b=>[...b.rows].filter(r=>r.dataset.k)).map(r=>({r,k:r.dataset.k.split('|'),t:r.textContent.toLowerCase()}));
        const field=n=>form.elements.namedItem(n),fields=['clinic','item','urgency','status'];
        const apply=()=>{const want=fields.map(n=>field(n).value),open=field('unbooked').checked;
        const words=field('text').value.toLowerCase().split(/\\s+/).filter(Boolean);let shown=0;
        for(const {r,k,t} of rows){const fits=want.every((w,i)=>w===''||k[i]===w)&&(!open||k[4]==='')&&words.every(w=>t.includes(w));
        if(r.hidden===fits)r.hidden=!fits;if(fits)shown++}
        for(const b of bodies)b.hidden=![...b.rows].some(r=>r.dataset.k&&!r.hidden);
        out.textContent=shown+' of '+rows.length+' shown'};
        form.addEventListener('input',apply);form.addEventListener('reset',()=>setTimeout(apply));form.addEventListener('submit',e=>e.preventDefault());
        form.hidden=false;apply()})();
        """
}
