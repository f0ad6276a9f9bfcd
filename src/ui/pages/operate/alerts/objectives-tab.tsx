/** @file ObjectivesTab: what is promised of a service, as sentences with blanks; what is left of each budget and when somebody is told. */
import { useState } from 'react'
import { LEAST_BAD } from '../../../../ops/burn-rules'
import { sloSentence, type Slo } from '../../../../ops/slo'
import type { SloKind } from '../../../../ops/slo-bounds'
import { firstSlos } from '../../../../studio/operate/first-slos'
import { Button } from '../../../kit/button'
import { Menu } from '../../../kit/menu'
import { fileName, saveBytes } from '../../../shell/files'
import { useRun, useSelect, useStudio } from '../../../studio-context'
import { Empty } from '../../empty'
import styles from './alerts.module.css'
import { SloCard } from './slo-card'
import { type Alerts, useAlerts } from './use-alerts'

const WORDS =
  'An objective says how many requests may go badly. What is left of that is a budget: it burns, and somebody is told when it burns too fast.'

const SERIES_ABOUT =
  'Rules over two counts a minute. Their file says where they come from: of the URL from /metrics, of what a score plays from this log'

const OFFERED: readonly Omit<Slo, 'id'>[] = [
  { kind: 'valid-and-fast', targetPercent: 99, withinMs: 150, overDays: 30 },
  { kind: 'availability', targetPercent: 99.9, overDays: 30 },
  { kind: 'latency', targetPercent: 95, withinMs: 50, overDays: 30 },
  { kind: 'without-fallback', targetPercent: 99, overDays: 30 },
  { kind: 'accuracy', targetPercent: 90, overDays: 7 },
]

const TITLES: Readonly<Record<SloKind, string>> = {
  'valid-and-fast': 'Valid and fast',
  availability: 'Availability',
  latency: 'Latency',
  accuracy: 'Accuracy',
  'without-fallback': 'Without a fallback',
}

export default function ObjectivesTab() {
  const [fresh, setFresh] = useState<string>()
  const alerts = useAlerts()
  const studio = useStudio()
  if (!alerts) return null
  const { service, state } = alerts
  async function save(): Promise<void> {
    const text = (await studio.run('slo.export')) as string
    saveBytes(fileName(`${service.name} alerts`, 'yml'), new TextEncoder().encode(text), 'application/yaml')
  }
  if (state.slos.length === 0)
    return (
      <Empty title="Nothing is promised" words={WORDS}>
        <Add alerts={alerts} onAdded={setFresh} />
      </Empty>
    )
  return (
    <div className={styles.list}>
      <div className={styles.head}>
        <p className={styles.soft}>
          Nobody is told for fewer than {LEAST_BAD} bad requests, nor of what chance explains.
        </p>
        <span className={styles.grow} />
        <Button size="small" icon="download" title={SERIES_ABOUT} onClick={() => void save()}>
          Prometheus rules
        </Button>
        <Add alerts={alerts} onAdded={setFresh} />
      </div>
      {state.watched.map((one) => (
        <SloCard key={one.slo.id} alerts={alerts} one={one} isFresh={one.slo.id === fresh} />
      ))}
    </div>
  )
}

function Add({ alerts: { log }, onAdded }: { readonly alerts: Alerts; readonly onAdded: (id: string) => void }) {
  const run = useRun()
  const studio = useStudio()
  const plan = useSelect(({ project }) => project.plan)
  // Of an answer that is a number no label says that it is right.
  const classes = log.book?.classes.length ?? firstSlos(plan).filter(({ kind }) => kind === 'accuracy').length
  const offered = OFFERED.filter(({ kind }) => classes > 0 || kind !== 'accuracy')
  async function add(slo: Omit<Slo, 'id'>): Promise<void> {
    const added = await studio.run('slo.set', { ...slo }).catch((error: Error) => {
      run('notice.show', { tone: 'bad', text: error.message })
    })
    if (added) onAdded((added as Slo).id)
  }
  return (
    <Menu
      trigger={
        <Button size="small" tone="primary" icon="plus">
          Add an objective
        </Button>
      }
      items={offered.map((slo) => ({
        title: TITLES[slo.kind],
        about: sloSentence({ id: slo.kind, ...slo }),
        onSelect: () => void add(slo),
      }))}
    />
  )
}
