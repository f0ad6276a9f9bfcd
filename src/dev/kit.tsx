/** @file Dev page: shows every control of the UI kit in every state, in both themes. */
import { type ReactNode, StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { expectDefined } from '../base/assert'
import '../ui/tokens.css'
import '../ui/global.css'
import { Button } from '../ui/kit/button'
import { Dialog } from '../ui/kit/dialog'
import { Icon, iconNames, NodeGlyph } from '../ui/kit/icon'
import { IconButton } from '../ui/kit/icon-button'
import { Menu } from '../ui/kit/menu'
import { NumberField } from '../ui/kit/number-field'
import { Popover } from '../ui/kit/popover'
import { Progress } from '../ui/kit/progress'
import { Segmented } from '../ui/kit/segmented'
import { Select } from '../ui/kit/select'
import { Switch } from '../ui/kit/switch'
import { TextField } from '../ui/kit/text-field'

const FAMILIES = ['learns', 'reshapes', 'combines', 'regularises', 'end'] as const
const TONES = ['plain', 'primary', 'bad', 'quiet'] as const
const ACTIVATIONS = ['linear', 'relu', 'sigmoid', 'softmax', 'tanh'].map((value) => ({ value, title: value }))
const PADDINGS = [
  { value: 'valid', title: 'valid' },
  { value: 'same', title: 'same' },
] as const

function Kit() {
  return (
    <main style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 300px)', gap: 24, padding: 24, overflow: 'auto' }}>
      <h1 style={{ gridColumn: '1 / -1', fontSize: 15 }}>Kit</h1>
      <Part title="Buttons">
        {TONES.map((tone) => (
          <p key={tone} style={{ display: 'flex', gap: 8, marginBottom: 8 }}>
            <Button tone={tone}>{tone}</Button>
            <Button tone={tone} size="small" icon="check">
              small
            </Button>
            <Button tone={tone} disabled>
              off
            </Button>
          </p>
        ))}
        <p style={{ display: 'flex', gap: 8 }}>
          <IconButton label="Undo" keys="Ctrl Z" icon="undo" />
          <IconButton label="Redo" icon="redo" disabled />
          <IconButton label="Close" icon="close" tone="quiet" size="small" />
          <IconButton label="Train" icon="play" tone="primary" />
        </p>
      </Part>
      <Fields />
      <Part title="Opens">
        <Openers />
      </Part>
      <Part title="Families">
        {FAMILIES.map((family) => (
          <p key={family}>
            <NodeGlyph kind="" family={family} /> {family}
          </p>
        ))}
      </Part>
      <Part title="Icons">
        <p style={{ display: 'flex', flexWrap: 'wrap', gap: 10 }}>
          {iconNames().map((name) => (
            <span key={name} title={name}>
              <Icon name={name} />
            </span>
          ))}
        </p>
      </Part>
      <Part title="Progress">
        <Progress label="Loading" share={0.34} text="34 %" />
        <Progress label="Loading" />
      </Part>
    </main>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2 style={{ marginBottom: 8 }}>{title}</h2>
      {children}
    </section>
  )
}

function Fields() {
  const [filters, setFilters] = useState(32)
  const [rate, setRate] = useState(0.001)
  const [activation, setActivation] = useState('relu')
  const [padding, setPadding] = useState<(typeof PADDINGS)[number]['value']>('valid')
  const [bias, setBias] = useState(true)
  const [name, setName] = useState('Conv 2D')
  return (
    <Part title="Fields">
      <TextField label="Name" value={name} onChange={setName} />
      <TextField label="Wrong" value="0" problem="A name needs at least one letter." onChange={() => undefined} />
      <NumberField label="Filters" value={filters} min={1} max={65536} integer onChange={setFilters} />
      <NumberField label="Rate" value={rate} min={0} max={1} help="How large each step is." onChange={setRate} />
      <NumberField label="Off" value={3} min={0} max={9} disabled onChange={() => undefined} />
      <Segmented label="Padding" value={padding} options={PADDINGS} onChange={setPadding} />
      <Select label="Activation" value={activation} options={ACTIVATIONS} onChange={setActivation} />
      <Select label="Off" value="relu" options={ACTIVATIONS} disabled onChange={() => undefined} />
      <Switch label="Bias" value={bias} help="Adds a number of its own to each unit." onChange={setBias} />
      <Switch label="Off" value={false} disabled onChange={() => undefined} />
    </Part>
  )
}

function Openers() {
  const [open, setOpen] = useState(false)
  const items = [
    { title: 'Work on a copy', onSelect: () => undefined },
    { title: 'Save now', shortcut: 'Ctrl S', onSelect: () => undefined },
    { title: 'Not now', disabled: true, onSelect: () => undefined },
    { title: 'Models…', about: '2 kept', apart: true, onSelect: () => undefined },
  ]
  return (
    <p style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
      <Menu trigger={<Button>Menu</Button>} items={items} />
      <Popover trigger={<Button>Popover</Button>} label="Learning rate">
        <NumberField layout="stack" label="Learning rate" value={0.001} min={0} max={1} onChange={() => undefined} />
      </Popover>
      <Button onClick={() => setOpen(true)}>Dialog</Button>
      <Dialog
        open={open}
        title="Projects on this device"
        onClose={() => setOpen(false)}
        actions={<Button tone="primary">New</Button>}
      >
        One task above the page.
      </Dialog>
    </p>
  )
}

if (location.hash === '#light') document.documentElement.dataset.theme = 'light'
createRoot(expectDefined(document.getElementById('root'), 'the root')).render(
  <StrictMode>
    <Kit />
  </StrictMode>,
)
