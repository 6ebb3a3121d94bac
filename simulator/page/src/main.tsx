import { render } from 'preact';
import './tokens.css';
import './base.css';
import { App } from './app.tsx';
import { createControlClient } from './control/control-client.ts';
import { createPhoneStore } from './phone-store.ts';
import { createOutsideStore } from './outside/outside-store.ts';

const viewer = `page-${crypto.randomUUID()}`;
const control = createControlClient(viewer);
const phone = createPhoneStore(control);
const outside = createOutsideStore(control);

const root = document.getElementById('app');
if (root) render(<App phone={phone} outside={outside} />, root);
void phone.start();
void outside.start();
