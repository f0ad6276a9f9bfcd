/** @file Pages: the view of each page of the studio. Their titles and their order are in `pagesText`. */
import { type ComponentType, lazy } from 'react'
import { PAGE_IDS, type PageId, pagesText } from '../../messages/en/shell/pages'
import { BuildPage } from '../pages/build-page'

export interface PageEntry {
  readonly id: PageId
  readonly title: string
  readonly View: ComponentType
}

const VIEWS: Readonly<Record<PageId, ComponentType>> = {
  build: BuildPage,
  data: lazy(() => import('../pages/data-page')),
  train: lazy(() => import('../pages/train-page')),
  evaluate: lazy(() => import('../pages/evaluate-page')),
  operate: lazy(() => import('../pages/operate-page')),
  machine: lazy(() => import('../pages/machine-page')),
}

/** The pages, in the order of the tabs. */
export const PAGES: readonly PageEntry[] = PAGE_IDS.map(pageOf)

/** The pages that are about the project. The page of this machine opens from the project menu and the status bar. */
export const TABS: readonly PageEntry[] = PAGES.filter(({ id }) => id !== 'machine')

/** The page with this id. */
export function pageOf(id: PageId): PageEntry {
  return { id, title: pagesText.titles[id], View: VIEWS[id] }
}
