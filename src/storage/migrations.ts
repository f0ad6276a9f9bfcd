/**
 * @file Migrations: bring a database of any version up to date. The list is append-only; a shipped entry never changes.
 * The database's version is the length of the list.
 */
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb'
import type { Key, Rows, StoreName } from './storage-engine'

/** The current database schema, in the form that idb's types need. */
export type Schema = DBSchema & {
  [S in Exclude<StoreName, 'runs'>]: { key: Exclude<Key, readonly unknown[]> | [string, number]; value: Rows[S] }
} & { runs: { key: string; value: Rows['runs']; indexes: { project: string } } }

export type Migration = (
  database: IDBPDatabase<Schema>,
  transaction: IDBPTransaction<Schema, StoreName[], 'versionchange'>,
) => void

export const migrations: readonly Migration[] = [
  /** Version 1: the first schema. */
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
   * Version 2: a list of checkpoints without their weights. Existing checkpoints are not read here, because one damaged
   * file would block the whole database.
   */
  (database) => {
    database.createObjectStore('checkpointRows')
  },
  /** Version 3: named versions of a project, and the block library. */
  (database) => {
    database.createObjectStore('versions')
    database.createObjectStore('library')
  },
  /** Version 4: the user's datasets and running imports. Their rows are stored in `chunks`. */
  (database) => {
    database.createObjectStore('sets')
    database.createObjectStore('setsBefore')
    database.createObjectStore('imports')
  },
  /** Version 5: model aliases, each stored as a list of moves. */
  (database) => {
    database.createObjectStore('aliases')
  },
  /** Version 6: service logs, as heads and their parts. */
  (database) => {
    database.createObjectStore('serviceLogs')
    database.createObjectStore('serviceLogParts')
  },
]
