// The editor's form: how an item fills it, and how it is handed back.

import type { ItemForm, ItemPage } from '../../gen/api';

export interface Draft {
  category: string;
  default_locale: string;
  words: Record<string, { title: string; description: string }>;
  tags: string;
  hub: string;
  event_field: string;
  capacity: string;
  image: string | null;
}

export function draftOf(page: ItemPage | null, locales: readonly string[], locale: string): Draft {
  const words: Draft['words'] = {};
  for (const tag of locales) {
    const found = page?.texts.find((text) => text.locale === tag);
    words[tag] = { title: found?.title ?? '', description: found?.description ?? '' };
  }
  return {
    category: page?.line.category ?? 'activities',
    default_locale: page?.default_locale ?? locale,
    words,
    tags: page?.line.tags.join(', ') ?? '',
    hub: page?.hub ?? '',
    event_field: page?.event_field ?? '',
    capacity: page?.capacity?.toString() ?? '',
    image: page?.image ?? null,
  };
}

export function formOf(draft: Draft, id: string | null, community: string): ItemForm {
  const capacity = Number.parseInt(draft.capacity, 10);
  return {
    id,
    community,
    category: draft.category,
    default_locale: draft.default_locale,
    texts: Object.entries(draft.words).map(([locale, text]) => ({ locale, ...text })),
    tags: draft.tags.split(',').map((tag) => tag.trim()).filter((tag) => tag !== ''),
    hub: draft.hub || null,
    event_field: draft.event_field,
    capacity: Number.isNaN(capacity) ? null : capacity,
    image: draft.image,
  };
}
