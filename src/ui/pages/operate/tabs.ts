/** @file The tabs of a service: one folder each, loaded when it is looked at. A new one is its folder and its line here. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

export interface Tab {
  readonly id: string
  readonly title: string
  /** In a sentence, for who points at it. */
  readonly about: string
  /** Takes the height there is and scrolls itself. */
  readonly fills?: true
  /** Why it is empty while the project has no service; what says nothing is of use without one. */
  readonly needs?: string
  /** Has requests to look at: one that is looked at stays beside it. */
  readonly requests?: true
  readonly View: LazyExoticComponent<ComponentType>
}

export const TABS: readonly Tab[] = [
  {
    id: 'drawing',
    title: 'Drawing',
    about: 'The stages that a request passes',
    fills: true,
    requests: true,
    View: lazy(() => import('./drawing/drawing-tab')),
  },
  {
    id: 'live',
    title: 'Live',
    about: 'How it does: for its owner, on call, and down to one request',
    needs: 'Live reads the log of a service: what requests came to it, how they ended and how long they took.',
    fills: true,
    requests: true,
    View: lazy(() => import('./live/live-tab')),
  },
  {
    id: 'objectives',
    title: 'Objectives',
    about: 'What is promised, what is left of its budget, and when somebody is told',
    needs: 'An objective is a promise of a service: how many of its requests may go badly.',
    View: lazy(() => import('./alerts/objectives-tab')),
  },
  {
    id: 'incidents',
    title: 'Incidents',
    about: 'What was told, by its cause, with what to do',
    needs: 'Incidents are told where a service breaks what it promises.',
    requests: true,
    View: lazy(() => import('./alerts/incidents-tab')),
  },
  {
    id: 'registry',
    title: 'Registry',
    about: 'Versions of each model, and the flags that say which are served',
    View: lazy(() => import('./registry/registry-tab')),
  },
  {
    id: 'canary',
    title: 'Canary',
    about: 'A challenger on a share of the requests, with gates, taken back where it is worse',
    needs: 'A canary gives a challenger a share of the requests that a service gets.',
    requests: true,
    View: lazy(() => import('./canary/canary-tab')),
  },
  {
    id: 'url',
    title: 'URL',
    about: 'The service as others call it: a request by hand, a load test',
    needs: 'The URL is where others call a service.',
    View: lazy(() => import('./url/url-tab')),
  },
  {
    id: 'drift',
    title: 'Drift',
    about: 'Whether requests are still like the rows that the model is known on',
    needs: 'Drift holds the requests of a service against the rows that its model is known on.',
    requests: true,
    View: lazy(() => import('./drift/drift-tab')),
  },
  {
    id: 'labels',
    title: 'Labels',
    about: 'Requests that wait for a person to say what they are',
    needs: 'What waits here for a label are requests that a service has answered.',
    requests: true,
    View: lazy(() => import('./labels/labels-tab')),
  },
  {
    id: 'race',
    title: 'Race',
    about: 'Four rules of retraining through the same year, side by side',
    View: lazy(() => import('./policies/policies-tab')),
  },
  {
    id: 'drills',
    title: 'Drills',
    about: 'Services in trouble to practise on, and postmortems',
    View: lazy(() => import('./drills/drills-tab')),
  },
]
