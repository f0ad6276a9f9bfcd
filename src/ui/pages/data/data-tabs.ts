/**
 * @file The tabs of a dataset, each in its own file and loaded when first opened. Adding a tab requires its file and
 * one line here.
 */
import { overviewText } from '../../../messages/en/data/overview'
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { DataTab } from '../../../studio/state'
import type { Kind } from '../../../studio/project/edit-history'
import type { TabProps } from './tab-props'

export interface Tab {
  readonly id: DataTab
  readonly title: string
  /**
   * Set if the tab's settings are saved with the project, so that each project using the same dataset has its own
   * settings.
   */
  readonly savedWith?: 'project'
  /** The kinds of changes that Undo reverts in this tab, starting with the latest change. */
  readonly undoes: readonly Kind[]
  /** The kind of change that is visible in this tab; changes of other kinds are reported in a notice. */
  readonly sees?: Kind
  /** Set if the tab fills the available height and scrolls its content. */
  readonly fillsHeight?: true
  readonly View: LazyExoticComponent<ComponentType<TabProps>>
}

const DATASET_UNDO = { undoes: ['set'], sees: 'set' } as const
/** Undo also reverts changes to the network and the training settings, as on all other pages. */
const PROJECT_UNDO = { savedWith: 'project', undoes: ['graph', 'plan'], sees: 'plan' } as const

const text = overviewText.tabs

export const TABS: readonly Tab[] = [
  { id: 'overview', title: text.overview, ...DATASET_UNDO, View: lazy(() => import('./overview-tab')) },
  { id: 'report', title: text.report, undoes: ['set', 'plan'], View: lazy(() => import('./report-tab')) },
  { id: 'rows', title: text.rows, ...DATASET_UNDO, fillsHeight: true, View: lazy(() => import('./rows-tab')) },
  { id: 'prepare', title: text.prepare, ...PROJECT_UNDO, View: lazy(() => import('./prepare-tab')) },
  { id: 'split', title: text.split, ...PROJECT_UNDO, View: lazy(() => import('./split-tab')) },
  { id: 'slices', title: text.slices, undoes: ['set'], View: lazy(() => import('./slices-tab')) },
  { id: 'augment', title: text.augment, ...PROJECT_UNDO, View: lazy(() => import('./augment-tab')) },
  { id: 'versions', title: text.versions, ...DATASET_UNDO, View: lazy(() => import('./versions-tab')) },
]
