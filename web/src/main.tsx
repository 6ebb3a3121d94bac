import { render } from 'preact';
import * as z from 'zod/mini';
import './ui/base.css';
import { App } from './app/app.tsx';

// zod would otherwise try to compile parsers with `new Function`, which the Content-Security-Policy refuses.
z.config({ jitless: true });

const root = document.querySelector('#app');
if (root !== null) render(<App />, root);
