/** @file ServiceBar: which service is open, whether it serves, and the tabs of it. */
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { say } from '../../../messages/message'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import { Menu } from '../../kit/menu'
import { Select } from '../../kit/select'
import { useRun, useSelect } from '../../studio-context'
import styles from './operate.module.css'
import { TabStrip } from './tab-strip'
import { useDesk, useOperate } from './use-operate'

/** After a menu closed. */
const FOCUS_MS = 60
const NONE: readonly { readonly name: string }[] = []

/** The strip above every tab. */
export function ServiceBar() {
  const run = useRun()
  const service = useOperate((state) => state.service) ?? ''
  const services = useSelect((state) => state.project.services ?? NONE)
  const naming = useOperate((state) => state.naming)
  const which = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Who named it goes on where the name is.
    if (!naming) return
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body)
          which.current?.querySelector<HTMLElement>('[role="combobox"]')?.focus()
      })
    }
  }, [naming])
  return (
    <div className={styles.bar}>
      <div ref={which} className={styles.which}>
        {naming ? (
          <NameField key={service} name={service} />
        ) : (
          <Select
            label="Service"
            layout="bare"
            value={service}
            options={services.map(({ name }) => ({ value: name, title: name }))}
            onChange={(name) => run('service.open', { name })}
          />
        )}
        <Menu
          trigger={<IconButton label="What can be done with services" icon="more" tone="quiet" />}
          items={[
            { title: 'New service', onSelect: () => run('service.new') },
            {
              title: 'New service: small and large model behind a router',
              onSelect: () => run('service.new', { like: 'router' }),
            },
            {
              title: 'New service: a shadow beside the champion',
              onSelect: () => run('service.new', { like: 'shadow' }),
            },
            { title: 'Rename this service', apart: true, onSelect: () => run('service.rename') },
            { title: 'A copy of this one', onSelect: () => run('service.copy', { name: service }) },
            { title: 'Remove this service', onSelect: () => run('service.remove', { name: service }) },
          ]}
        />
      </div>
      <Power />
      <TabStrip />
    </div>
  )
}

/** The name, written where it stands: Enter or leaving keeps it, Escape does not. */
function NameField({ name }: { readonly name: string }) {
  const run = useRun()
  const desk = useDesk()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // The menu that asked for it gives the focus back as it closes.
    const soon = setTimeout(() => field.current?.select(), FOCUS_MS)
    field.current?.select()
    return () => clearTimeout(soon)
  }, [])
  const done = () => desk.store.setState({ naming: false })
  const keep = (wanted: string) => {
    if (!desk.store.getState().naming) return
    done()
    if (wanted.trim() !== '' && wanted.trim() !== name) run('service.rename', { name, to: wanted })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (event.key === 'Enter') keep(event.currentTarget.value)
    if (event.key === 'Escape') done()
  }
  return (
    <input
      ref={field}
      className={styles.name}
      aria-label={`New name of ${name}`}
      defaultValue={name}
      maxLength={80}
      spellCheck={false}
      autoComplete="off"
      onKeyDown={onKeyDown}
      onBlur={(event) => keep(event.currentTarget.value)}
    />
  )
}

/** Starts and stops it, and says how it stands. */
function Power() {
  const run = useRun()
  const serving = useOperate((state) => state.serving)
  switch (serving.tag) {
    case 'off':
      return (
        <Button tone="primary" icon="play" onClick={() => run('service.start')}>
          Serve
        </Button>
      )
    case 'opening':
      return (
        <Button icon="stop" onClick={() => run('service.stop')}>
          Warming up…
        </Button>
      )
    case 'on':
      return (
        <Button icon="stop" onClick={() => run('service.stop')}>
          Stop serving
        </Button>
      )
    case 'failed':
      return (
        <>
          <Button tone="primary" icon="play" onClick={() => run('service.start')}>
            Try again
          </Button>
          <p className={styles.trouble} role="alert">
            {say(serving.why)}
          </p>
        </>
      )
    default:
      return serving satisfies never
  }
}
