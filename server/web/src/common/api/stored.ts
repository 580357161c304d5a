// What a phone holds may have been stored by an older version of the app, or told by an older server: of an answer only the
// members named by `Known` are certain then.
export type Stored<T, Known extends keyof T> = Pick<T, Known> & Partial<Omit<T, Known>>;
