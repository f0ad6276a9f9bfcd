/** @file The tabs of the Operate page: one folder each, loaded on demand. To add a tab, add its id to OPERATE_TABS, a folder, and an entry here. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { tabsText as text } from '../../../messages/en/operate/service'
import type { OperateTab } from '../../../studio/operate/state'

export interface Tab {
  readonly id: OperateTab
  readonly title: string
  /** The tooltip of the tab. */
  readonly about: string
  /** Whether the tab fills the height of the page and scrolls internally. */
  readonly fills?: true
  /** Describes what the tab would show if there were a service; absent if the tab is useful without one. */
  readonly needs?: string
  /** Whether the tab lists requests, so that the request panel can stay open next to it. */
  readonly requests?: true
  readonly View: LazyExoticComponent<ComponentType>
}

export const TABS: readonly Tab[] = [
  {
    id: 'diagram',
    ...text.diagram,
    fills: true,
    requests: true,
    View: lazy(() => import('./service-diagram/diagram-tab')),
  },
  { id: 'live', ...text.live, fills: true, requests: true, View: lazy(() => import('./live/live-tab')) },
  { id: 'objectives', ...text.objectives, View: lazy(() => import('./alerts/objectives-tab')) },
  { id: 'incidents', ...text.incidents, requests: true, View: lazy(() => import('./alerts/incidents-tab')) },
  { id: 'registry', ...text.registry, View: lazy(() => import('./registry/registry-tab')) },
  { id: 'canary', ...text.canary, requests: true, View: lazy(() => import('./canary/canary-tab')) },
  { id: 'url', ...text.url, View: lazy(() => import('./url/url-tab')) },
  { id: 'drift', ...text.drift, requests: true, View: lazy(() => import('./drift/drift-tab')) },
  { id: 'labels', ...text.labels, requests: true, View: lazy(() => import('./labels/labels-tab')) },
  { id: 'policies', ...text.policies, View: lazy(() => import('./policies/policies-tab')) },
  { id: 'drills', ...text.drills, View: lazy(() => import('./drills/drills-tab')) },
]
