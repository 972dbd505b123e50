/** Text files beside the code, taken into the bundle as strings. */
declare module '*.csv?raw' {
  const text: string;
  export default text;
}
declare module '*.sql?raw' {
  const text: string;
  export default text;
}
