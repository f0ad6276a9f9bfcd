/**
 * @file Migrations: bring a database of any version up to date. The list only grows; a shipped entry never changes. Its
 * length is the database's version.
 */
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb'
import type { Key, Rows, StoreName } from './engine'

/** The current schema, for idb's types. */
export type Schema = DBSchema & {
  [S in Exclude<StoreName, 'runs'>]: { key: Exclude<Key, readonly unknown[]> | [string, number]; value: Rows[S] }
} & { runs: { key: string; value: Rows['runs']; indexes: { project: string } } }

export type Migration = (
  database: IDBPDatabase<Schema>,
  transaction: IDBPTransaction<Schema, StoreName[], 'versionchange'>,
) => void

export const migrations: readonly Migration[] = [
  /** 1: the first schema. */
  (database) => {
    database.createObjectStore('projects')
    database.createObjectStore('projectsBefore')
    database.createObjectStore('runs').createIndex('project', 'project')
    database.createObjectStore('checkpoints')
    database.createObjectStore('models')
    database.createObjectStore('modelWeights')
    database.createObjectStore('chunks')
    database.createObjectStore('settings')
  },
  /**
   * 2: a list of checkpoints without their weights. Existing ones are not read here: one damaged file would block the
   * whole database.
   */
  (database) => {
    database.createObjectStore('checkpointRows')
  },
  /** 3: named versions of a project, and the block library. */
  (database) => {
    database.createObjectStore('versions')
    database.createObjectStore('library')
  },
  /** 4: the user's datasets and running imports. Their rows are in `chunks`. */
  (database) => {
    database.createObjectStore('sets')
    database.createObjectStore('setsBefore')
    database.createObjectStore('imports')
  },
  /** 5: aliases of models, as moves. */
  (database) => {
    database.createObjectStore('aliases')
  },
  /** 6: service logs: heads and their parts. */
  (database) => {
    database.createObjectStore('serviceLogs')
    database.createObjectStore('serviceLogParts')
  },
]
