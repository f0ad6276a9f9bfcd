/** @file Blocks panel: the blocks of this drawing, those kept in the library, and those that come with the studio, each as a picture. */
import { Children, type ReactNode, useEffect, useState } from 'react'
import { counted } from '../../../../messages/format'
import { shippedBlocks } from '../../../../gallery/blocks'
import type { Block } from '../../../../graph/block'
import { usesIn } from '../../../../graph/block-params'
import { byBlock } from '../../../../studio/library'
import type { LibraryRecord } from '../../../../storage/records'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { Select } from '../../../kit/select'
import { dateWords } from '../../../shell/date-words'
import { useRun, useSelect } from '../../../studio-context'
import beside from '../side-panel.module.css'
import { BlockPicture } from './block-picture'
import styles from './blocks.module.css'
import { LibraryLine } from './library-line'
import { Rename } from './rename'
import { useBlocks } from './use-blocks'

/** All blocks there are to choose from. */
export function BlocksPanel() {
  const run = useRun()
  const { importBlock } = useBlocks()
  const own = useSelect((state) => state.project.drawing.blocks)
  const { blocks, damaged } = useSelect((state) => state.library)
  // What another tab kept meanwhile is seen too.
  useEffect(() => run('library.list'), [run])
  const mine = Object.values(own ?? {})
  return (
    <div className={beside.scroll}>
      <Part
        title="In this drawing"
        empty="None yet. Select layers and fold them, or add a block from below: it comes into the drawing with its layers."
      >
        {mine.map((block) => (
          <Own key={block.id} block={block} />
        ))}
      </Part>
      <Part
        title="Your library"
        empty="Blocks kept here are there for every project on this device. Keep one of this drawing, or import a file."
        action={
          <Button size="small" icon="upload" onClick={importBlock}>
            Import
          </Button>
        }
      >
        {byBlock(blocks).map((versions) => (
          <Kept key={versions[0].id} versions={versions} />
        ))}
        {damaged.map(({ id, version }) => (
          <li key={`${id} ${version}`} className={styles.block}>
            <p className={styles.words}>
              Version {version} of "{id}" is damaged and cannot be read.
            </p>
            <div className={styles.ways}>
              <Button size="small" onClick={() => run('library.remove', { id, version })}>
                Remove
              </Button>
            </div>
          </li>
        ))}
      </Part>
      <Part title="Come with the studio">
        {shippedBlocks
          .filter(({ id }) => !own || !Object.hasOwn(own, id))
          .map((block) => (
            <Shipped key={block.id} block={block} />
          ))}
      </Part>
    </div>
  )
}

interface PartProps {
  readonly title: string
  readonly action?: ReactNode
  /** Said where there is nothing in it. */
  readonly empty?: string
  readonly children: ReactNode
}

function Part(props: PartProps) {
  const some = Children.count(props.children) > 0
  return (
    <section aria-label={props.title}>
      <div className={styles.head}>
        <h4 className={beside.title}>{props.title}</h4>
        {props.action}
      </div>
      {some ? <ul className={styles.blocks}>{props.children}</ul> : <p className={beside.words}>{props.empty}</p>}
    </section>
  )
}

function Own({ block }: { readonly block: Block }) {
  const run = useRun()
  const { insert } = useBlocks()
  const uses = useSelect((state) => usesIn(state.project.drawing, block.id).length)
  const { id, name } = block
  // A file may have two of one name.
  const twin = useSelect((state) =>
    Object.values(state.project.drawing.blocks ?? {}).some((one) => one.id !== id && one.name === name),
  )
  return (
    <li className={styles.block} data-block={id}>
      <BlockPicture inside={block.inside} />
      <div className={styles.about}>
        <Rename name={name} onName={(to) => run('block.rename', { block: id, name: to })} />
        <p className={styles.words}>
          {twin && `One of two with this name; its id is ${id}. `}
          {uses === 0 ? 'Not used now.' : `Used ${counted(uses, 'time')}.`} {block.summary}
        </p>
      </div>
      <LibraryLine block={block} />
      <div className={styles.ways}>
        <Button size="small" icon="plus" aria-label={`Insert ${name}`} onClick={() => insert(id)}>
          Insert
        </Button>
        {uses === 0 && (
          <Button
            size="small"
            icon="trash"
            aria-label={`Take ${name} out of the drawing`}
            onClick={() => run('block.remove', { block: id })}
          >
            Take out
          </Button>
        )}
      </div>
    </li>
  )
}

function Kept({ versions }: { readonly versions: readonly [LibraryRecord, ...LibraryRecord[]] }) {
  const run = useRun()
  const { insertKept, exportBlock } = useBlocks()
  const [chosen, setChosen] = useState<number>()
  const [asked, setAsked] = useState(false)
  const shown = versions.find(({ version }) => version === chosen) ?? versions[0]
  const { id, name, version, at, block } = shown
  return (
    <li className={styles.block} data-library={id}>
      <BlockPicture inside={block.inside} />
      <div className={styles.about}>
        <Rename name={name} onName={(to) => run('library.rename', { id, name: to })} />
        <p className={styles.words}>
          Version {version}, kept {dateWords(at)}. {block.summary}
        </p>
      </div>
      {versions.length > 1 && (
        <Select
          label="Version"
          value={String(version)}
          options={versions.map((one) => ({
            value: String(one.version),
            title: `${one.version}, ${dateWords(one.at)}`,
          }))}
          onChange={(value) => setChosen(Number(value))}
        />
      )}
      {asked ? (
        <div className={styles.ways} role="alert">
          <span className={styles.words}>Remove "{name}" from your library? Drawings that use it keep theirs.</span>
          {versions.length > 1 && (
            <Button size="small" tone="bad" onClick={() => run('library.remove', { id, version })}>
              Remove version {version}
            </Button>
          )}
          <Button size="small" tone="bad" onClick={() => run('library.remove', { id })}>
            {versions.length > 1 ? 'Remove all' : 'Remove'}
          </Button>
          {/* The button that had the focus is gone; the harmless answer takes it. */}
          <Button size="small" autoFocus onClick={() => setAsked(false)}>
            Keep
          </Button>
        </div>
      ) : (
        <div className={styles.ways}>
          <Button
            size="small"
            icon="plus"
            aria-label={`Insert ${name}, version ${version}`}
            onClick={() => insertKept(id, version)}
          >
            Insert
          </Button>
          <Button
            size="small"
            icon="download"
            aria-label={`Export ${name}, version ${version}`}
            onClick={() => exportBlock(id, name, version)}
          >
            Export
          </Button>
          <IconButton
            label={`Remove ${name} from your library`}
            icon="trash"
            size="small"
            tone="quiet"
            tip="none"
            onClick={() => setAsked(true)}
          />
        </div>
      )}
    </li>
  )
}

function Shipped({ block }: { readonly block: Block }) {
  const { insert } = useBlocks()
  return (
    <li className={styles.block} data-shipped={block.id}>
      <BlockPicture inside={block.inside} />
      <div className={styles.about}>
        <b className={styles.name}>{block.name}</b>
        <p className={styles.words}>{block.summary}</p>
      </div>
      <div className={styles.ways}>
        <Button size="small" icon="plus" aria-label={`Insert ${block.name}`} onClick={() => insert(block.id)}>
          Insert
        </Button>
      </div>
    </li>
  )
}
