// The window begins: words and settings first, so that nothing is shown in the wrong language.

import './base.css';

import { mount } from 'svelte';

import App from './App.svelte';
import { begin } from './lib/session.svelte';

const target = document.getElementById('app');
if (target) {
  await begin();
  mount(App, { target });
}
