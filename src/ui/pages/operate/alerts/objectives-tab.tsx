/** @file ObjectivesTab: the objectives of a service as editable sentences, their error budgets and alert rules. */
import { useState } from 'react'
import { objectivesText as text } from '../../../../messages/en/operate/objectives'
import { type Slo, sloSentence } from '../../../../ops/slo'
import { MIN_BAD } from '../../../../ops/slo-burn'
import { newServiceSlos } from '../../../../studio/operate/alerts/alerts'
import { Button } from '../../../kit/button'
import { Menu } from '../../../kit/menu'
import { fileName, saveBytes } from '../../../shell/browser-files'
import { useRunCommand, useSelect, useStudio } from '../../../studio-context'
import { EmptyPage } from '../../section'
import kit from '../../../kit/kit.module.css'
import { SloCard } from './slo-card'
import { type Alerts, useAlerts, useUnevaluatedText } from './use-alerts'

const OFFERED: readonly Omit<Slo, 'id'>[] = [
  { kind: 'valid-and-fast', targetPercent: 99, withinMs: 150, overDays: 30 },
  { kind: 'availability', targetPercent: 99.9, overDays: 30 },
  { kind: 'latency', targetPercent: 95, withinMs: 50, overDays: 30 },
  { kind: 'without-fallback', targetPercent: 99, overDays: 30 },
  { kind: 'without-abstention', targetPercent: 90, overDays: 30 },
  { kind: 'accuracy', targetPercent: 90, overDays: 7 },
]

export default function ObjectivesTab() {
  const [fresh, setFresh] = useState<string>()
  const alerts = useAlerts()
  const studio = useStudio()
  const unevaluated = useUnevaluatedText()
  if (!alerts) return null
  const { service, state } = alerts
  async function save(): Promise<void> {
    const file = await studio.run('slo.export')
    // not text: the name of a file
    saveBytes(fileName(`${service.name} alerts`, 'yml'), new TextEncoder().encode(file), 'application/yaml')
  }
  if (state.slos.length === 0)
    return (
      <EmptyPage title={text.none} about={text.intro}>
        <Add alerts={alerts} onAdded={setFresh} />
      </EmptyPage>
    )
  return (
    <div className={kit.stackWide}>
      <div className={kit.wrapWide}>
        <p className={kit.soft}>{text.alertRule({ least: MIN_BAD })}</p>
        <span className={kit.grow} />
        <Button size="small" icon="download" title={text.downloadAbout} onClick={() => void save()}>
          {text.download}
        </Button>
        <Add alerts={alerts} onAdded={setFresh} />
      </div>
      {unevaluated !== undefined && <p className={kit.soft}>{unevaluated}</p>}
      {state.objectives.map((one) => (
        <SloCard key={one.slo.id} alerts={alerts} one={one} isFresh={one.slo.id === fresh} />
      ))}
    </div>
  )
}

function Add({ alerts: { log }, onAdded }: { readonly alerts: Alerts; readonly onAdded: (id: string) => void }) {
  const run = useRunCommand()
  const studio = useStudio()
  const plan = useSelect(({ project }) => project.plan)
  // For numeric predictions, a label reveals only the size of the error, not whether the prediction was right, so an
  // accuracy objective requires a classification model.
  const classes = log.book?.classes.length ?? newServiceSlos(plan).filter(({ kind }) => kind === 'accuracy').length
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
          {text.add}
        </Button>
      }
      items={offered.map((slo) => ({
        title: text.kinds[slo.kind],
        about: sloSentence({ id: slo.kind, ...slo }),
        onSelect: () => void add(slo),
      }))}
    />
  )
}
