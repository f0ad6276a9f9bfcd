/** @file Pages: the icon and the view of each page of the studio. Their titles and their order are in `pagesText`. */
import { type ComponentType, lazy } from 'react'
import { PAGE_IDS, type PageId, pagesText } from '../../messages/en/shell/pages'
import type { IconName } from '../kit/icon'
import { BuildPage } from '../pages/build-page'

interface PageView {
  readonly icon: IconName
  readonly View: ComponentType
}

export interface PageEntry extends PageView {
  readonly id: PageId
  readonly title: string
}

const VIEWS: Readonly<Record<PageId, PageView>> = {
  build: { icon: 'build', View: BuildPage },
  data: { icon: 'data', View: lazy(() => import('../pages/data-page')) },
  train: { icon: 'train', View: lazy(() => import('../pages/train-page')) },
  evaluate: { icon: 'evaluate', View: lazy(() => import('../pages/evaluate-page')) },
  operate: { icon: 'operate', View: lazy(() => import('../pages/operate-page')) },
  machine: { icon: 'machine', View: lazy(() => import('../pages/machine-page')) },
}

/** The pages, in the order of the navigation rail. */
export const PAGES: readonly PageEntry[] = PAGE_IDS.map(pageOf)

/** The page with this id. */
export function pageOf(id: PageId): PageEntry {
  return { id, title: pagesText.titles[id], ...VIEWS[id] }
}
