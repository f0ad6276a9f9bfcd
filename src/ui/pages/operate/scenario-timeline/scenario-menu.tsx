/** @file ScenarioMenu: the length and seed of the scenario, and commands that affect the entire scenario. */

import { scenarioPresets } from '../../../../gallery/scenarios'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { span } from '../../../../messages/format'
import { expectedRequests } from '../../../../ops/scenario/conditions-at'
import { DAY, HOUR, MAX_DAYS, MINUTE, type Scenario } from '../../../../ops/scenario/scenario'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { Menu } from '../../../kit/menu'
import { NumberField } from '../../../kit/number-field'
import { Popover } from '../../../kit/popover'
import { fileName, pickFile, saveBytes } from '../../../shell/browser-files'
import { useRunCommand, useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { unitOf } from './event-form'
import styles from './event-form.module.css'
import { useScenarioHistory } from './use-scenario'

/** Buttons for commands that affect the entire scenario. */
export function ScenarioMenu({ scenario }: { readonly scenario: Scenario }) {
  const run = useRunCommand()
  const studio = useStudio()
  const service = useOperate((state) => state.service) ?? ''
  const history = useScenarioHistory()

  async function save(): Promise<void> {
    const file = await studio.run('scenario.export')
    saveBytes(fileName(text.menu.fileName({ service }), 'json'), new TextEncoder().encode(file), 'application/json')
  }
  async function load(): Promise<void> {
    const bytes = await pickFile('.json,application/json')
    if (!bytes) return
    run('scenario.import', { text: new TextDecoder().decode(bytes) })
  }
  return (
    <>
      <Popover
        label={text.menu.length}
        side="top"
        trigger={
          <Button size="small" tone="quiet" title={text.menu.length}>
            {span(scenario.durationMs)}
          </Button>
        }
      >
        <ScenarioSettings scenario={scenario} />
      </Popover>
      <IconButton
        label={text.menu.undo}
        icon="undo"
        tone="quiet"
        size="small"
        tip="above"
        disabled={!history?.past.length}
        onClick={() => run('scenario.undo')}
      />
      <IconButton
        label={text.menu.redo}
        icon="redo"
        tone="quiet"
        size="small"
        tip="above"
        disabled={!history?.future.length}
        onClick={() => run('scenario.redo')}
      />
      <Menu
        trigger={<IconButton label={text.menu.more} icon="more" tone="quiet" size="small" tip="above" />}
        items={[
          ...scenarioPresets.map(({ id, title, about }) => ({
            title,
            about,
            onSelect: () => run('scenario.preset', { preset: id }),
          })),
          { title: text.menu.save, separator: true, onSelect: () => void save() },
          { title: text.menu.load, onSelect: () => void load() },
          {
            title: text.menu.clear,
            separator: true,
            disabled: scenario.events.length === 0,
            onSelect: () => run('scenario.remove', { events: scenario.events.map(({ id }) => id) }),
          },
        ]}
      />
    </>
  )
}

function ScenarioSettings({ scenario }: { readonly scenario: Scenario }) {
  const run = useRunCommand()
  const { unit, name, step } = unitOf(scenario.durationMs)
  return (
    <div className={styles.scenarioMenu}>
      <NumberField
        label={text.event.length[name]}
        min={Math.ceil((MINUTE / unit) * 100) / 100}
        max={(MAX_DAYS * DAY) / unit}
        step={step}
        value={Math.round((scenario.durationMs / unit) * 1000) / 1000}
        onChange={(value) => run('scenario.length', { durationMs: Math.round(value * unit) })}
      />
      <div className={styles.names}>
        {LENGTHS.map((durationMs) => (
          <Button
            key={durationMs}
            size="small"
            tone="quiet"
            aria-pressed={scenario.durationMs === durationMs}
            onClick={() => run('scenario.length', { durationMs })}
          >
            {span(durationMs)}
          </Button>
        ))}
      </div>
      <NumberField
        isIdentifier
        label={text.menu.seed.label}
        integer
        min={0}
        max={0xffffffff}
        value={scenario.seed}
        help={text.menu.seed.help}
        onChange={(seed) => run('scenario.seed', { seed })}
      />
      <p className={styles.about}>{text.menu.expected({ requests: expectedRequests(scenario) })}</p>
    </div>
  )
}

const LENGTHS = [HOUR, DAY, 7 * DAY, 28 * DAY, 364 * DAY]
