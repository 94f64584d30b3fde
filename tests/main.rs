
mod export;
mod limits;
mod queries;
mod store;
