//! The gateway: the connection over which Discord tells what people do.
