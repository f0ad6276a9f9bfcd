/** @file Pages: the pages of the studio, in rail order. */
import { pagesText as text } from '../../messages/en/shell/pages'
import type { PageId } from '../../studio/state'
import type { IconName } from '../kit/icon'

export interface PageEntry {
  readonly id: PageId
  readonly title: string
  readonly icon: IconName
}

export const PAGES: readonly PageEntry[] = [
  { id: 'build', title: text.build, icon: 'build' },
  { id: 'data', title: text.data, icon: 'data' },
  { id: 'train', title: text.train, icon: 'train' },
  { id: 'evaluate', title: text.evaluate, icon: 'evaluate' },
  { id: 'operate', title: text.operate, icon: 'operate' },
  { id: 'machine', title: text.machine, icon: 'machine' },
]
