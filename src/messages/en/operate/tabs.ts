/**
 * @file UI text for the tabs of the Operate page: titles, tooltips, and what each tab needs before it can show
 * anything.
 */
import { defineText } from '../../define'

export const tabsText = defineText('operate/tabs', {
  label: 'Service view',
  diagram: {
    title: 'Diagram',
    about: 'Service diagram: the stages that each request passes through',
  },
  live: {
    title: 'Live',
    about: 'Dashboards: business, on-call, and debug views, and the details of each request',
    needs: 'The Live tab shows the requests of a service: how many arrived, how they ended, and how long they took.',
  },
  objectives: {
    title: 'Objectives',
    about: 'Objectives (SLOs), remaining error budget, and alert rules',
    needs: 'An objective (SLO) sets how many requests may be bad, for example unanswered, late, or wrong.',
  },
  incidents: {
    title: 'Incidents',
    about: 'Alerts grouped by cause, each with a runbook',
    needs: 'An incident opens when an error budget is used up too fast, or when inputs or predictions drift.',
  },
  registry: {
    title: 'Registry',
    about: 'Versions of each model, and the aliases that decide which version is served',
  },
  canary: {
    title: 'Canary',
    about: 'Canary rollout: a challenger gets a share of the traffic and is rolled back automatically if it is worse',
    needs: 'A canary rollout gives a challenger a share of a service’s traffic.',
  },
  url: {
    title: 'URL',
    about: 'The HTTP endpoint of the service: send a request, set the capacity, run a load test',
    needs: 'The URL is the HTTP endpoint of a service.',
  },
  drift: {
    title: 'Drift',
    about: 'Do requests still look like the data the model was evaluated on?',
    needs: 'The Drift tab compares the requests of a service with the data its model was evaluated on.',
  },
  labels: {
    title: 'Labels',
    about: 'Requests waiting for a label from you',
    needs: 'The Labels tab lists requests that are waiting for a label.',
  },
  policies: {
    title: 'Policies',
    about: 'Policy comparison: four retraining policies over the same simulated year',
  },
  drills: {
    title: 'Drills',
    about: 'Practice incidents and their postmortems',
  },
  missing: (a: { needs: string }) => `${a.needs} Create a service first.`,
})
