/** @file ServiceBar: the open service with its menu, its on/off control, and the tabs. */
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { tabsText, serviceText as text } from '../../../messages/en/operate/service'
import { formatMessage } from '../../../messages/message'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import { Menu } from '../../kit/menu'
import { Segmented } from '../../kit/segmented'
import { Select } from '../../kit/select'
import { useRunCommand, useSelect } from '../../studio-context'
import { useAlarm } from './alerts/incident-column'
import kit from '../../kit/kit.module.css'
import styles from './operate.module.css'
import { TABS } from './tabs'
import { useOperate, useOperateState } from './use-operate'

/** How long a menu takes to close and return the focus, in ms. */
const FOCUS_MS = 60
const NONE: readonly { readonly name: string }[] = []

/** The bar shown above every tab. */
export function ServiceBar() {
  const run = useRunCommand()
  const service = useOperate((state) => state.service) ?? ''
  const services = useSelect((state) => state.project.services ?? NONE)
  const naming = useOperate((state) => state.naming)
  const selector = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // After a rename, the focus moves to the service's name.
    if (!naming) return
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body)
          selector.current?.querySelector<HTMLElement>('[role="combobox"]')?.focus()
      })
    }
  }, [naming])
  return (
    <div className={`${kit.wrapWide} ${styles.bar}`}>
      <div ref={selector} className={styles.selector}>
        {naming ? (
          <NameField key={service} name={service} />
        ) : (
          <Select
            label={text.service}
            layout="bare"
            value={service}
            options={services.map(({ name }) => ({ value: name, title: name }))}
            onChange={(name) => run('service.open', { name })}
          />
        )}
        <Menu
          trigger={<IconButton label={text.menu.label} icon="more" tone="quiet" />}
          items={[
            { title: text.menu.create, onSelect: () => run('service.new') },
            {
              title: text.menu.createRouter,
              onSelect: () => run('service.new', { like: 'router' }),
            },
            {
              title: text.menu.createShadow,
              onSelect: () => run('service.new', { like: 'shadow' }),
            },
            { title: text.menu.rename, separator: true, onSelect: () => run('service.rename') },
            { title: text.menu.duplicate, onSelect: () => run('service.copy', { name: service }) },
            { title: text.menu.remove, onSelect: () => run('service.remove', { name: service }) },
          ]}
        />
      </div>
      <Power />
      <TabStrip />
    </div>
  )
}

/** An input field for the service's name: pressing Enter or leaving the field saves the name; Escape discards it. */
function NameField({ name }: { readonly name: string }) {
  const run = useRunCommand()
  const { getState } = useOperateState()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // Waits until the menu that opened this field has closed, because closing it returns the focus to the menu button.
    const timer = setTimeout(() => field.current?.select(), FOCUS_MS)
    field.current?.select()
    return () => clearTimeout(timer)
  }, [])
  // A rename to the same name only ends the editing.
  const done = () => run('service.rename', { name, to: name })
  const save = (newName: string) => {
    if (getState().naming) run('service.rename', { name, to: newName })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (event.key === 'Enter') save(event.currentTarget.value)
    if (event.key === 'Escape') done()
  }
  return (
    <input
      ref={field}
      className={styles.name}
      aria-label={text.newName({ name })}
      defaultValue={name}
      spellCheck={false}
      autoComplete="off"
      onKeyDown={onKeyDown}
      onBlur={(event) => save(event.currentTarget.value)}
    />
  )
}

/** Starts and stops the service, and shows its state. */
function Power() {
  const run = useRunCommand()
  const serving = useOperate((state) => state.serving)
  const board = useOperate((state) => state.board)
  const problems = board?.store.getState().report.diagnostics ?? []
  const marked = serving.tag === 'failed' ? problems.find(({ severity }) => severity === 'error')?.node : undefined
  const showStage = (stage: string) => {
    run('room.open', { room: 'operate', tab: 'diagram' })
    board?.store.setState({ selection: [stage] })
  }
  // The other tabs have a next step of their own.
  const isNext = useOperate((state) => state.tab === 'diagram')
  switch (serving.tag) {
    case 'off':
      return (
        <Button tone={isNext ? 'primary' : 'plain'} icon="play" onClick={() => run('service.start')}>
          {text.serve}
        </Button>
      )
    case 'opening':
      return (
        <Button icon="stop" onClick={() => run('service.stop')}>
          {text.warmingUp}
        </Button>
      )
    case 'on':
      return (
        <Button icon="stop" onClick={() => run('service.stop')}>
          {text.stop}
        </Button>
      )
    case 'failed':
      return (
        <>
          <Button tone={isNext ? 'primary' : 'plain'} icon="play" onClick={() => run('service.start')}>
            {text.tryAgain}
          </Button>
          <p className={styles.error} role="alert">
            {formatMessage(serving.why)}{' '}
            {marked !== undefined && (
              <button type="button" className={kit.link} onClick={() => showStage(marked)}>
                {text.showStage}
              </button>
            )}
          </p>
        </>
      )
    default:
      return serving satisfies never
  }
}

// TabStrip: the tabs of the Operate page, arranged in two rows if they do not fit in one. The Incidents tab also
// shows the number of open incidents.

/** The tabs; they are shown even without a service. */
export function TabStrip() {
  const run = useRunCommand()
  const tab = useOperate((state) => state.tab)
  const alarm = useAlarm()
  return (
    <div className={styles.tabs}>
      <Segmented
        label={tabsText.label}
        layout="bare"
        look="tabs"
        value={tab}
        options={TABS.map(({ id, title, about }) =>
          id === 'incidents' && alarm
            ? {
                value: id,
                title,
                about: alarm.words,
                badge: { count: alarm.open, isUrgent: alarm.severity === 'page' },
              }
            : { value: id, title, about },
        )}
        onChange={(id) => run('room.open', { room: 'operate', tab: id })}
      />
    </div>
  )
}
