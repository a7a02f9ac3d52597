// Words for people: the same files that core compiles in, by the same rules.

import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

const sources = import.meta.glob<string>('../../../../locales/*/*.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const bundles = new Map<string, FluentBundle>();

function bundleOf(locale: string): FluentBundle {
  const known = bundles.get(locale);
  if (known) return known;
  // Text that runs right to left is wrapped by core.
  const bundle = new FluentBundle(locale, { useIsolating: false });
  for (const [path, source] of Object.entries(sources)) {
    if (path.includes(`/locales/${locale}/`)) bundle.addResource(new FluentResource(source));
  }
  bundles.set(locale, bundle);
  return bundle;
}

let locale = $state('en');

/** The language of the interface, as `de`. */
export function language(): string {
  return locale;
}

/** Changes the language of everything that is shown, at once. */
export function speak(tag: string): void {
  locale = tag;
  document.documentElement.lang = tag;
}

/** The text of a key with its values filled in. A key without words is shown as it is. */
export function t(key: string, args?: Record<string, FluentVariable>): string {
  const bundle = bundleOf(locale);
  const pattern = bundle.getMessage(key)?.value;
  return pattern ? bundle.formatPattern(pattern, args) : key;
}

/** A sentence as it stands among others in a list of choices: without its full stop. */
export const phrase = (key: string) => t(key).replace(/\.$/, '');
