import { createElement, lazy, useState, type ComponentType } from 'react';
import type { Icon } from '@tabler/icons-react';
import type { Right } from '../app/rights';
import { fetchTexts, loadTexts } from '../i18n/i18n';

/** Loaded when it is shown, or before, when it is known that it will be. */
export interface LazyPage {
  Page: ComponentType;
  /** Fetches all of it, which nobody has to wait for. */
  fetch: () => void;
  /** Resolves when it can be shown at once; the texts of the shell are there by then. */
  ready: () => Promise<unknown>;
}

export interface Route {
  /** Below the screen's own address: '' is that address itself, ':id' one record. */
  path: string;
  page: LazyPage;
}

export interface Navigation {
  /** Beside `nav.<name>` of the texts of `common`, as the navigation is there before the screen. */
  icon: Icon;
  /** Where it stands: smaller comes first. The first four are the tabs of a phone. */
  order: number;
  /** Shown to whom one of these is given; absent: to everybody. */
  rights?: readonly Right[];
}

export interface Screen {
  /** Of its folder, its texts and the first segment of its addresses. */
  name: string;
  navigation?: Navigation;
  routes: readonly Route[];
}

/** One of the pages of a screen: its code, its styles and its texts (the screen's own first) are loaded side by side, when it is opened. */
export function page(namespaces: string | readonly string[], load: () => Promise<{ default: ComponentType }>): LazyPage {
  return firstPage(namespaces, async () => (await Promise.all([load(), import('../app/all-styles')]))[0]);
}

/** The page that is seen first, which makes do with app/first-styles. */
export function firstPage(namespaces: string | readonly string[], load: () => Promise<{ default: ComponentType }>): LazyPage {
  const names = [namespaces].flat();
  let loaded: ComponentType | undefined;
  const whole = async () => {
    const [module] = await Promise.all([load(), ...names.map(loadTexts)]);
    loaded = module.default;
    return module;
  };
  const Later = lazy(whole);
  return {
    // What is there already is shown without a word of its being on its way, which would stay for a third of a second.
    Page: () => createElement(useState(() => loaded ?? Later)[0]),
    fetch: () => {
      names.forEach(fetchTexts);
      // Whoever shows it hears what is wrong with it.
      load().catch(() => undefined);
    },
    ready: () => whole().catch(() => undefined),
  };
}
