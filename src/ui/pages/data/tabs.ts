/** @file The tabs of a set: one file each, loaded when it is looked at. A new one is its file and its line here. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { DataTab } from '../../../studio/state'
import type { Kind } from '../../../studio/work-history'
import type { TabProps } from './tab-props'

export interface Tab {
  readonly id: DataTab
  readonly title: string
  /** What is set there is kept with the project: another one on the same set has its own. Else with the set, or nothing is set. */
  readonly of?: 'project'
  /** What Undo takes back there, the last first. */
  readonly undoes: readonly Kind[]
  /** Of these what is seen there; other changes are said. */
  readonly sees?: Kind
  /** Takes the height there is and scrolls itself. */
  readonly fills?: true
  readonly View: LazyExoticComponent<ComponentType<TabProps>>
}

const OF_SET = { undoes: ['set'], sees: 'set' } as const
/** In one order with the drawing, as in all other rooms. */
const OF_PROJECT = { of: 'project', undoes: ['graph', 'plan'], sees: 'plan' } as const

export const TABS: readonly Tab[] = [
  { id: 'overview', title: 'Overview', ...OF_SET, View: lazy(() => import('./overview-tab')) },
  { id: 'report', title: 'Report', undoes: ['set', 'plan'], View: lazy(() => import('./report-tab')) },
  { id: 'rows', title: 'Rows', ...OF_SET, fills: true, View: lazy(() => import('./rows-tab')) },
  { id: 'prepare', title: 'Prepare', ...OF_PROJECT, View: lazy(() => import('./prepare-tab')) },
  { id: 'split', title: 'Split', ...OF_PROJECT, View: lazy(() => import('./split-tab')) },
  { id: 'slices', title: 'Slices', undoes: ['set'], View: lazy(() => import('./slices-tab')) },
  { id: 'augment', title: 'Augment', ...OF_PROJECT, View: lazy(() => import('./augment-tab')) },
  { id: 'versions', title: 'Versions', ...OF_SET, View: lazy(() => import('./versions-tab')) },
]
