/**
 * @file The tabs of a dataset, each in its own file and loaded when first opened. Adding a tab requires its file and
 * one line here.
 */
import { overviewText } from '../../../messages/en/data/overview'
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { DataTab } from '../../../studio/state'
import type { TabProps } from './tab-props'

export interface Tab {
  readonly id: DataTab
  readonly title: string
  /**
   * Set if the tab's settings are saved with the project, so that each project using the same dataset has its own
   * settings.
   */
  readonly savedWith?: 'project'
  /** The kind of change that is visible in this tab: what is undone elsewhere is reported in a notice. */
  readonly sees?: 'set'
  /** Set if the tab fills the available height and scrolls its content. */
  readonly fillsHeight?: true
  readonly View: LazyExoticComponent<ComponentType<TabProps>>
}

const text = overviewText.tabs

export const TABS: readonly Tab[] = [
  { id: 'overview', title: text.overview, sees: 'set', View: lazy(() => import('./overview-tab')) },
  { id: 'report', title: text.report, View: lazy(() => import('./report-tab')) },
  { id: 'rows', title: text.rows, sees: 'set', fillsHeight: true, View: lazy(() => import('./rows-tab')) },
  { id: 'prepare', title: text.prepare, savedWith: 'project', View: lazy(() => import('./prepare-tab')) },
  { id: 'split', title: text.split, savedWith: 'project', View: lazy(() => import('./split-tab')) },
  { id: 'slices', title: text.slices, View: lazy(() => import('./slices-tab')) },
  { id: 'augment', title: text.augment, savedWith: 'project', View: lazy(() => import('./augment-tab')) },
  { id: 'versions', title: text.versions, sees: 'set', View: lazy(() => import('./versions-tab')) },
]
