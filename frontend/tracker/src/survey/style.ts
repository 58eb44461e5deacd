/** Adopted by the shadow root, which a strict Content-Security-Policy allows where it forbids style elements. */
export const STYLE = `
:host{all:initial;--accent:#4f46e5;--ground:#fff;--text:#1f2430;--line:#c9cdd6}
:host([theme=dark]){--ground:#1f2430;--text:#f3f4f7;--line:#586074}
@media (prefers-color-scheme:dark){:host([theme=auto]){--ground:#1f2430;--text:#f3f4f7;--line:#586074}}
form{position:fixed;z-index:2147483647;box-sizing:border-box;width:min(24rem,calc(100vw - 2rem));max-height:calc(100vh - 2rem);
overflow:auto;padding:1.25rem;border-radius:.75rem;background:var(--ground);color:var(--text);
font:1rem/1.4 system-ui,sans-serif;box-shadow:0 .5rem 2rem #0004;animation:rise .25s}
@keyframes rise{from{opacity:0;transform:translateY(.5rem)}}
@media (prefers-reduced-motion){form{animation:none}}
form[data-position^=bottom]{bottom:1rem}form[data-position^=top]{top:1rem}
form[data-position$=right]{right:1rem}form[data-position$=left]{left:1rem}
form[data-position=center]{inset:0;margin:auto;height:fit-content}
h2{font-size:1.05rem;margin:0 2rem .75rem 0}fieldset{border:0;margin:0 0 1rem;padding:0;min-width:0}
legend{padding:0;margin-bottom:.5rem}ol{display:flex;flex-wrap:wrap;gap:.2rem;margin:0;padding:0;list-style:none}
ul{margin:0;padding:0;list-style:none}label{cursor:pointer}ul label{display:flex;gap:.5rem;padding:.25rem 0}
ol input{position:absolute;opacity:0}ol span{display:grid;place-items:center;min-width:1.7rem;height:2rem;border:1px solid var(--line);
border-radius:.375rem}ol :checked+span{background:var(--accent);border-color:var(--accent);color:#fff}
:focus-visible,ol :focus-visible+span{outline:3px solid var(--accent);outline-offset:2px}
textarea{box-sizing:border-box;width:100%;min-height:4.5rem;padding:.5rem;border:1px solid var(--line);border-radius:.375rem;
background:none;color:inherit;font:inherit}
button{font:inherit;cursor:pointer;border:0;border-radius:.375rem;padding:.5rem 1rem;background:var(--accent);color:#fff}
button[type=button]{position:absolute;top:.75rem;right:.75rem;padding:.25rem .5rem;background:none;color:inherit;font-size:1.25rem;line-height:1}`
