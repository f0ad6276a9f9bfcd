/** @file The tabs of a set: one file each, loaded when it is looked at. A new one is its file and its line here. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { DataTab } from '../../../studio/state'
import type { TabProps } from './tab-props'

export interface Tab {
  readonly id: DataTab
  readonly title: string
  /** What is set there is kept with the project: another one on the same set has its own. Else with the set, or nothing is set. */
  readonly of?: 'project'
  /** Takes the height there is and scrolls itself. */
  readonly fills?: true
  readonly View: LazyExoticComponent<ComponentType<TabProps>>
}

export const TABS: readonly Tab[] = [
  { id: 'overview', title: 'Overview', View: lazy(() => import('./overview-tab')) },
  { id: 'report', title: 'Report', View: lazy(() => import('./report-tab')) },
  { id: 'rows', title: 'Rows', fills: true, View: lazy(() => import('./rows-tab')) },
  { id: 'prepare', title: 'Prepare', of: 'project', View: lazy(() => import('./prepare-tab')) },
  { id: 'split', title: 'Split', of: 'project', View: lazy(() => import('./split-tab')) },
  { id: 'slices', title: 'Slices', View: lazy(() => import('./slices-tab')) },
  { id: 'augment', title: 'Augment', of: 'project', View: lazy(() => import('./augment-tab')) },
  { id: 'versions', title: 'Versions', View: lazy(() => import('./versions-tab')) },
]
