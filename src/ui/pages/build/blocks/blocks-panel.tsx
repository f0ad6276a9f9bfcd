/**
 * @file BlocksPanel: the blocks of this network, the library's blocks, and the built-in blocks, each with a thumbnail.
 */
import { Children, type ReactNode, useEffect, useMemo, useState } from 'react'
import { shippedBlocks } from '../../../../gallery/blocks'
import type { Block } from '../../../../graph/block'
import { usesIn } from '../../../../graph/block-params'
import { blocksText as text } from '../../../../messages/en/build/blocks'
import type { LibraryRecord } from '../../../../storage/records'
import { byBlock } from '../../../../studio/network/block-library'
import { canvasUi } from '../../../canvas/canvas-ui-state'
import { inTurn } from '../../../canvas/use-add-node'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { Select } from '../../../kit/select'
import { fileName, pickFile, saveBytes } from '../../../shell/browser-files'
import { useRunCommand, useSelect, useStudio } from '../../../studio-context'
import kit from '../../../kit/kit.module.css'
import panelStyles from '../side-panel.module.css'
import { BlockCard } from './block-card'
import styles from './blocks.module.css'
import { LibraryStatus } from './library-status'
import { errorMessage } from '../../../../base/result'

/** Lists all available blocks. */
export function BlocksPanel() {
  const run = useRunCommand()
  const { importBlock } = useBlockActions()
  const own = useSelect((state) => state.project.drawing.blocks)
  const { blocks, damaged } = useSelect((state) => state.library)
  // Another browser tab may have saved blocks in the meantime.
  useEffect(() => run('library.list'), [run])
  const networkBlocks = Object.values(own ?? {})
  return (
    <div className={panelStyles.scroll}>
      <BlockSection title={text.own} empty={text.ownEmpty}>
        {networkBlocks.map((block) => (
          <NetworkBlock key={block.id} block={block} />
        ))}
      </BlockSection>
      <BlockSection
        title={text.library}
        empty={text.libraryEmpty}
        action={
          <Button size="small" icon="upload" onClick={importBlock}>
            {text.import}
          </Button>
        }
      >
        {byBlock(blocks).map((versions) => (
          <LibraryBlock key={versions[0].id} versions={versions} />
        ))}
        {damaged.map(({ id, version }) => (
          <li key={`${id} ${version}`} className={styles.block}>
            <p className={`${kit.caption} ${kit.anywhere}`}>{text.damaged({ id, version })}</p>
            <div className={kit.wrap}>
              <Button size="small" onClick={() => run('library.remove', { id, version })}>
                {text.remove}
              </Button>
            </div>
          </li>
        ))}
      </BlockSection>
      <BlockSection title={text.builtIn}>
        {shippedBlocks
          .filter(({ id }) => !own || !Object.hasOwn(own, id))
          .map((block) => (
            <BuiltInBlock key={block.id} block={block} />
          ))}
      </BlockSection>
    </div>
  )
}

interface BlockSectionProps {
  readonly title: string
  readonly action?: ReactNode
  /** Text shown when the section has no blocks. */
  readonly empty?: string
  readonly children: ReactNode
}

function BlockSection(props: BlockSectionProps) {
  const hasBlocks = Children.count(props.children) > 0
  return (
    <section aria-label={props.title}>
      <div className={`${kit.row} ${kit.between} ${styles.head}`}>
        <h4 className={`${kit.faintCaption} ${panelStyles.title}`}>{props.title}</h4>
        {props.action}
      </div>
      {hasBlocks ? (
        <ul className={styles.blocks}>{props.children}</ul>
      ) : (
        <p className={`${kit.caption} ${panelStyles.words}`}>{props.empty}</p>
      )}
    </section>
  )
}

function NetworkBlock({ block }: { readonly block: Block }) {
  const run = useRunCommand()
  const { insert } = useBlockActions()
  const uses = useSelect((state) => usesIn(state.project.drawing, block.id).length)
  const { id, name } = block
  // A file may contain two blocks with the same name.
  const hasNamesake = useSelect((state) =>
    Object.values(state.project.drawing.blocks ?? {}).some((one) => one.id !== id && one.name === name),
  )
  return (
    <BlockCard
      block={block}
      origin="block"
      onName={(to) => run('block.rename', { block: id, name: to })}
      about={
        <>
          {hasNamesake && <span>{text.sameName({ id })} </span>}
          {uses === 0 ? text.unused : text.used({ times: uses })}
        </>
      }
    >
      <LibraryStatus block={block} />
      <div className={kit.wrap}>
        <Button size="small" icon="plus" aria-label={text.insertNamed({ name })} onClick={() => insert(id)}>
          {text.insert}
        </Button>
        {uses === 0 && (
          <Button
            size="small"
            icon="trash"
            aria-label={text.removeFromNetwork({ name })}
            onClick={() => run('block.remove', { block: id })}
          >
            {text.remove}
          </Button>
        )}
      </div>
    </BlockCard>
  )
}

function LibraryBlock({ versions }: { readonly versions: readonly [LibraryRecord, ...LibraryRecord[]] }) {
  const run = useRunCommand()
  const { insertFromLibrary, exportBlock } = useBlockActions()
  const [chosen, setChosen] = useState<number>()
  const [isConfirming, setIsConfirming] = useState(false)
  const shown = versions.find(({ version }) => version === chosen) ?? versions[0]
  const { id, name, version, at, block } = shown
  return (
    <BlockCard
      block={{ ...block, id }}
      origin="library"
      name={name}
      onName={(to) => run('library.rename', { id, name: to })}
      about={text.saved({ version, at })}
    >
      {versions.length > 1 && (
        <Select
          label={text.version}
          value={String(version)}
          options={versions.map((one) => ({
            value: String(one.version),
            title: text.versionOption(one),
          }))}
          onChange={(value) => setChosen(Number(value))}
        />
      )}
      {isConfirming ? (
        <div className={kit.wrap} role="alert">
          <span className={`${kit.caption} ${kit.anywhere}`}>{text.removeQuestion({ name })}</span>
          {versions.length > 1 && (
            <Button size="small" tone="bad" onClick={() => run('library.remove', { id, version })}>
              {text.removeVersion({ version })}
            </Button>
          )}
          <Button size="small" tone="bad" onClick={() => run('library.remove', { id })}>
            {versions.length > 1 ? text.removeAll : text.remove}
          </Button>
          {/* The focused button was removed, so the focus moves to the safe choice. */}
          <Button size="small" autoFocus onClick={() => setIsConfirming(false)}>
            {text.cancel}
          </Button>
        </div>
      ) : (
        <div className={kit.wrap}>
          <Button
            size="small"
            icon="plus"
            aria-label={text.insertVersion({ name, version })}
            onClick={() => insertFromLibrary(id, version)}
          >
            {text.insert}
          </Button>
          <Button
            size="small"
            icon="download"
            aria-label={text.exportVersion({ name, version })}
            onClick={() => exportBlock(id, name, version)}
          >
            {text.export}
          </Button>
          <IconButton
            label={text.removeFromLibrary({ name })}
            icon="trash"
            size="small"
            tone="quiet"
            tip="none"
            onClick={() => setIsConfirming(true)}
          />
        </div>
      )}
    </BlockCard>
  )
}

function BuiltInBlock({ block }: { readonly block: Block }) {
  const { insert } = useBlockActions()
  return (
    <BlockCard block={block} origin="shipped">
      <div className={kit.wrap}>
        <Button
          size="small"
          icon="plus"
          aria-label={text.insertNamed({ name: block.name })}
          onClick={() => insert(block.id)}
        >
          {text.insert}
        </Button>
      </div>
    </BlockCard>
  )
}

/** Returns stable functions for these actions, which show errors as notices. */
function useBlockActions() {
  const studio = useStudio()
  return useMemo(() => {
    const notify = (tone: 'good' | 'bad', sentence: string) => void studio.run('notice.show', { tone, text: sentence })
    const perform = (work: Promise<unknown>) => void work.catch((error: unknown) => notify('bad', errorMessage(error)))
    /** Insert after the selected node if exactly one node is selected; otherwise, in the center of the view. */
    const insertPosition = () => {
      const [only, another] = studio.store.getState().selection
      if (only !== undefined && another === undefined) return { after: only }
      const center = canvasUi.getState().view?.center().at
      return center ? { position: { x: Math.round(center.x), y: Math.round(center.y) } } : {}
    }
    const exportFile = async (id: string, name: string, version: number) => {
      const bytes = await studio.run('library.export', { id, version })
      saveBytes(fileName(`${name} v${version}`, 'block.json'), bytes, 'application/json')
    }
    const importFile = async () => {
      const bytes = await pickFile('.json,application/json')
      if (!bytes) return
      const { name, version } = await studio.run('library.import', { bytes })
      notify('good', text.imported({ name, version }))
    }
    return {
      insert: (block: string) => perform(inTurn(() => studio.run('block.insert', { block, ...insertPosition() }))),
      insertFromLibrary: (id: string, version: number) =>
        perform(inTurn(() => studio.run('library.insert', { id, version, ...insertPosition() }))),
      exportBlock: (id: string, name: string, version: number) => perform(exportFile(id, name, version)),
      importBlock: () => perform(importFile()),
    }
  }, [studio])
}
